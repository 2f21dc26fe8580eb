/**
 * `appId` of electron-builder.yml: the Start menu's entry on Windows has it (there it is the AppUserModelID), and on macOS it
 * is the bundle's identifier. https://www.electron.build/configuration#appid
 */
export const appId = 'io.github.keycutter.Keycutter';
