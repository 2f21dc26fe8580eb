import { useState } from 'react';
import { useApp, useSlices } from '../app/app-context.tsx';
import { useCall } from '../app/use-call.ts';
import { Button } from '../parts/button.tsx';
import { ConfirmDialog } from '../parts/confirm-dialog.tsx';
import { CopyTextButton } from '../parts/copy-text-button.tsx';
import { FailureText } from '../parts/failure-text.tsx';
import { MiddleCut } from '../parts/middle-cut.tsx';
import { Screen } from '../parts/screen.tsx';
import { GrantItem } from './grant-item.tsx';
import { ManagedSectionItem } from './managed-section-item.tsx';
import { sectionHeader } from './section-text.ts';
import './programs.css';

/** What gets sessions from Keycutter without a click: open shells, sections in ~/.aws, and the doors they use. */
export function ProgramsScreen() {
  const { navigation, text } = useApp();
  return (
    <Screen title={text.programs.title} onBack={navigation.back}>
      <Grants />
      <Sections />
      <Doors />
    </Screen>
  );
}

function Grants() {
  const { api, text } = useApp();
  const words = text.programs;
  const grants = useSlices((slices) => slices.grants);
  const [asking, setAsking] = useState(false);
  const revokeAll = useCall((options) => api.grants.revokeAll({}, options));
  const newestFirst = grants.toSorted((left, right) => right.createdAt - left.createdAt);
  return (
    <section className="programs-group" aria-labelledby="programs-grants">
      <div className="programs-head">
        <h2 id="programs-grants" className="group-title">
          {words.grants}
        </h2>
        {grants.length > 1 && (
          <Button small label={words.revokeAll} busy={revokeAll.busy} onClick={() => setAsking(true)} />
        )}
      </div>
      <p className="field-help">{grants.length === 0 ? words.noGrants : words.grantsHelp}</p>
      {revokeAll.error !== null && <FailureText error={revokeAll.error} />}
      {grants.length > 0 && (
        <ul className="programs" aria-label={words.grants}>
          {newestFirst.map((grant) => (
            <GrantItem key={grant.id} grant={grant} />
          ))}
        </ul>
      )}
      {asking && (
        <ConfirmDialog
          title={words.revokeAllTitle}
          body={words.revokeAllBody}
          confirm={words.revokeAll}
          onConfirm={() => void revokeAll.run()}
          onClose={() => setAsking(false)}
        />
      )}
    </section>
  );
}

function Sections() {
  const { text } = useApp();
  const words = text.programs;
  const managed = useSlices((slices) => slices.awsFiles.managed);
  const problem = useSlices((slices) => slices.awsFiles.problem);
  return (
    <section className="programs-group" aria-labelledby="programs-sections">
      <h2 id="programs-sections" className="group-title">
        {words.sections}
      </h2>
      <p className="field-help">{managed.length === 0 ? words.noSections : words.sectionsHelp}</p>
      {problem !== null && (
        <p className="program-problem">
          <FailureText error={problem} />
        </p>
      )}
      {managed.length > 0 && (
        <ul className="programs" aria-label={words.sections}>
          {managed.map((view) => (
            <ManagedSectionItem
              key={`${view.section.kind} ${sectionHeader(view.section)}`}
              view={view}
              withProfile
            />
          ))}
        </ul>
      )}
    </section>
  );
}

function Doors() {
  const { text } = useApp();
  const words = text.programs;
  const { port, problem, command } = useSlices((slices) => slices.endpoint);
  return (
    <section className="programs-group" aria-labelledby="programs-doors">
      <h2 id="programs-doors" className="group-title">
        {words.reach}
      </h2>
      <dl className="doors">
        <div>
          <dt>{words.command}</dt>
          <dd className="door-command">
            <span className="mono">
              <MiddleCut text={command} keep={14} />
            </span>
            <CopyTextButton value={command} name={words.copyCommand} />
          </dd>
        </div>
        <div>
          <dt>{words.endpoint}</dt>
          <dd className="num">{port === null ? words.endpointOff : words.endpointAt(port)}</dd>
        </div>
      </dl>
      {problem !== null && (
        <p className="program-problem">
          <FailureText error={problem} />
        </p>
      )}
    </section>
  );
}
