import ChevronRight from 'lucide-react/icons/chevron-right';
import type { ImportPreview } from '../../shared/aws-files-views.ts';
import { useApp } from '../app/app-context.tsx';

/** The lines that were passed over, folded: most files have none, and the rest was read anyway. */
export function FileProblems({ preview: { problems } }: { readonly preview: ImportPreview }) {
  const { text } = useApp();
  if (problems.length === 0) return null;
  return (
    <details className="fold">
      <summary>
        <ChevronRight size={15} aria-hidden="true" />
        <span>{text.importing.problems(problems.length)}</span>
      </summary>
      <ul className="fold-inside file-problems">
        {problems.map((problem) => (
          <li key={`${problem.file} ${problem.line} ${problem.code}`}>
            <span className="file-problem-place num">
              {text.importing.problemAt(problem.file, problem.line)}
            </span>
            <span>{text.fileProblem(problem.code, problem.subject)}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}
