import type { ActivityEntry, ActivityKind } from '../../shared/activity-views.ts';
import { isErrorCode } from '../../shared/error-text.ts';
import { settingsSchema } from '../../shared/ipc-contract.ts';
import type { Settings } from '../../shared/settings.ts';
import type { CopyView, UseView } from '../../shared/views.ts';
import type { Grant, GrantsDocument, JournalDocument, UsesDocument } from '../core/store-ports.ts';
import { asList, asRaw, type Fields, hasNumber, hasText } from './document-fields.ts';
import type { DocumentFormat, Raw } from './document-store.ts';

/** A grant that can't be read is one revoked. */
export const grantsFormat: DocumentFormat<GrantsDocument> = {
  name: 'grants',
  what: 'renewing-exports',
  version: 1,
  migrations: {},
  rejectedStay: false,
  read: (raw) => ({
    document: {
      port: typeof raw.port === 'number' ? raw.port : null,
      grants: asList(raw.grants).filter(isGrant),
    },
    rejected: 0,
  }),
  write: (document, before) => ({ ...before, ...document }),
};

function isGrant(raw: Raw): raw is Raw & Grant {
  const used = raw.lastUsedAt === null || typeof raw.lastUsedAt === 'number';
  return hasText(raw, 'id', 'profileId', 'tokenHash') && hasNumber(raw, 'createdAt', 'expiresAt') && used;
}

/** How often what was used is nice to have: what can't be read is left out without a word. */
export const usesFormat: DocumentFormat<UsesDocument> = {
  name: 'uses',
  what: 'uses',
  version: 1,
  migrations: {},
  rejectedStay: false,
  read: (raw) => ({ document: { uses: asList(raw.uses).filter(isUse) }, rejected: 0 }),
  write: (document, before) => ({ ...before, ...document }),
};

function isUse(raw: Raw): raw is Raw & UseView {
  const ofProfile = raw.profileId === null || typeof raw.profileId === 'string';
  return ofProfile && hasText(raw, 'verb') && hasNumber(raw, 'score', 'at');
}

/** `defaults` for what is missing or no longer valid. */
export function settingsFormat(defaults: Settings): DocumentFormat<Settings> {
  return {
    name: 'settings',
    what: 'settings',
    version: 1,
    migrations: {},
    rejectedStay: false,
    read: (raw) => {
      let rejected = 0;
      let document = defaults;
      for (const name of Object.keys(defaults)) {
        if (!Object.hasOwn(raw, name)) continue;
        const parsed = settingsSchema.safeParse({ ...document, [name]: raw[name] });
        if (parsed.success) document = parsed.data;
        else rejected += 1;
      }
      return { document, rejected };
    },
    write: (settings, before) => ({ ...before, ...settings }),
  };
}

/** What happened is nice to have: entries that can't be read are left out without a word. */
export const journalFormat: DocumentFormat<JournalDocument> = {
  name: 'journal',
  what: 'activity',
  version: 1,
  migrations: {},
  rejectedStay: false,
  read: (raw) => ({
    document: {
      activity: asList(raw.activity).filter(isActivity),
      copies: asList(raw.copies).filter(isCopy),
      told: Array.isArray(raw.told) ? raw.told.filter((key) => typeof key === 'string') : [],
    },
    rejected: 0,
  }),
  write: (document, before) => ({ ...before, ...document }),
};

const activityKinds: Fields<Record<ActivityKind, unknown>> = {
  served: true,
  'serving-allowed': true,
  'serving-denied': true,
  'export-made': true,
  'export-revoked': true,
  imported: true,
  'key-moved': true,
  'signed-in': true,
  'signed-out': true,
  'sign-in-saved': true,
  'sign-in-removed': true,
  'mfa-session-opened': true,
  'mfa-device-changed': true,
  'handed-off': true,
  'role-maximum-raised': true,
  'key-rotated': true,
  'section-written': true,
  'section-removed': true,
  'console-opened': true,
  assumed: true,
  refreshed: true,
  stopped: true,
  expired: true,
  failed: true,
  copied: true,
  checked: true,
  restored: true,
  'key-added': true,
  'key-tested': true,
  'key-renamed': true,
  'key-removed': true,
  'profile-saved': true,
  'profile-removed': true,
};

/** The window has words for what this version knows, and for nothing else. */
function isActivity(raw: Raw): raw is Raw & ActivityEntry {
  const error = raw.error === null || isExplained(asRaw(raw.error));
  const kind = typeof raw.kind === 'string' && Object.hasOwn(activityKinds, raw.kind);
  return hasText(raw, 'id', 'subject', 'detail') && hasNumber(raw, 'at') && kind && error;
}

function isExplained({ code, params }: Raw): boolean {
  const areTexts = Object.values(asRaw(params)).every((value) => typeof value === 'string');
  return typeof code === 'string' && isErrorCode(code) && areTexts;
}

function isCopy(raw: Raw): raw is Raw & CopyView {
  return hasText(raw, 'id', 'profileId', 'profileName', 'format') && hasNumber(raw, 'copiedAt', 'expiresAt');
}
