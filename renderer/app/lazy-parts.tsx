import { lazy } from 'react';

/**
 * What is not needed to paint the first list, each fetched when it is first wanted, and all of it once the window is
 * idle so that the first click does not wait.
 */
const loadRowMenus = () => import('../sessions/row-menus.tsx');
const loadHeaderMenu = () => import('../sessions/header-menu.tsx');
const loadConfirm = () => import('../parts/confirm-dialog.tsx');
const loadEditor = () => import('../editor/editor-screen.tsx');
const loadKeys = () => import('../keys/keys-screen.tsx');
const loadSettings = () => import('../settings/settings-screen.tsx');
const loadActivity = () => import('../activity/activity-screen.tsx');
const loadPrograms = () => import('../programs/programs-screen.tsx');
const loadImport = () => import('../import/import-screen.tsx');
const loadSection = () => import('../programs/section-dialog.tsx');
const loadApproval = () => import('../approval/approval-dialog.tsx');
const loadSignIns = () => import('../sign-ins/sign-ins-screen.tsx');
const loadRoles = () => import('../sign-ins/roles-screen.tsx');
const loadSignIn = () => import('../sign-ins/sign-in-dialog.tsx');
const loadHandOff = () => import('../hand-off/hand-off-dialog.tsx');
const loadMfa = () => import('../mfa/mfa-dialog.tsx');
const loadDiagnostics = () => import('../system/diagnostics-screen.tsx');
const loadPalette = () => import('../palette/palette.tsx');

export const ActionsMenu = lazy(async () => ({ default: (await loadRowMenus()).ActionsMenu }));
export const FormatsMenu = lazy(async () => ({ default: (await loadRowMenus()).FormatsMenu }));
export const HeaderMenu = lazy(async () => ({ default: (await loadHeaderMenu()).HeaderMenu }));
export const ConfirmDialog = lazy(async () => ({ default: (await loadConfirm()).ConfirmDialog }));
export const EditorScreen = lazy(async () => ({ default: (await loadEditor()).EditorScreen }));
export const KeysScreen = lazy(async () => ({ default: (await loadKeys()).KeysScreen }));
export const SettingsScreen = lazy(async () => ({ default: (await loadSettings()).SettingsScreen }));
export const ActivityScreen = lazy(async () => ({ default: (await loadActivity()).ActivityScreen }));
export const ProgramsScreen = lazy(async () => ({ default: (await loadPrograms()).ProgramsScreen }));
export const ImportScreen = lazy(async () => ({ default: (await loadImport()).ImportScreen }));
export const SectionDialog = lazy(async () => ({ default: (await loadSection()).SectionDialog }));
export const ApprovalDialog = lazy(async () => ({ default: (await loadApproval()).ApprovalDialog }));
export const SignInsScreen = lazy(async () => ({ default: (await loadSignIns()).SignInsScreen }));
export const RolesScreen = lazy(async () => ({ default: (await loadRoles()).RolesScreen }));
export const SignInDialog = lazy(async () => ({ default: (await loadSignIn()).SignInDialog }));
export const HandOffDialog = lazy(async () => ({ default: (await loadHandOff()).HandOffDialog }));
export const MfaDialog = lazy(async () => ({ default: (await loadMfa()).MfaDialog }));
export const DiagnosticsScreen = lazy(async () => ({ default: (await loadDiagnostics()).DiagnosticsScreen }));
export const Palette = lazy(async () => ({ default: (await loadPalette()).Palette }));

export async function loadParts(): Promise<void> {
  const loads = [
    loadRowMenus,
    loadHeaderMenu,
    loadPalette,
    loadMfa,
    loadApproval,
    loadConfirm,
    loadEditor,
    loadKeys,
    loadSettings,
    loadDiagnostics,
    loadActivity,
    loadPrograms,
    loadImport,
    loadSection,
    loadSignIns,
    loadRoles,
    loadSignIn,
    loadHandOff,
  ];
  await Promise.all(loads.map((load) => load()));
}

export function loadPartsWhenIdle(): void {
  requestIdleCallback(() => void loadParts());
}
