/** What Electron adds to the app's own environment is not for the programs that it starts. */
export function childVariables(
  variables: Readonly<Record<string, string | undefined>>,
): Record<string, string | undefined> {
  const {
    ELECTRON_RUN_AS_NODE: _asNode,
    CHROME_DESKTOP: _desktopFile,
    ORIGINAL_XDG_CURRENT_DESKTOP: desktop,
    ...rest
  } = variables;
  return desktop === undefined ? rest : { ...rest, XDG_CURRENT_DESKTOP: desktop };
}
