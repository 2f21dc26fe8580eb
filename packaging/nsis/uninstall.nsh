# What the app itself wrote into the registry, unless another copy of it (portable) wrote it since. A new version's
# installer runs this too, and leaves it.
# https://www.electron.build/nsis#custom-nsis-script
!macro customUnInstall
  ${ifNot} ${isUpdated}
    # electron/shell/reach.ts: keycutter://
    ReadRegStr $R0 HKCU "Software\Classes\keycutter\shell\open\command" ""
    ${if} $R0 == '"$INSTDIR\${APP_EXECUTABLE_FILENAME}" "%1"'
      DeleteRegKey HKCU "Software\Classes\keycutter"
    ${endIf}

    # electron/shell/login-item.ts: start at login, and Task Manager's switch over it
    ReadRegStr $R0 HKCU "Software\Microsoft\Windows\CurrentVersion\Run" "${APP_ID}"
    ${if} $R0 == '$INSTDIR\${APP_EXECUTABLE_FILENAME} --hidden'
    ${orIf} $R0 == '"$INSTDIR\${APP_EXECUTABLE_FILENAME}" --hidden'
      DeleteRegValue HKCU "Software\Microsoft\Windows\CurrentVersion\Run" "${APP_ID}"
      DeleteRegValue HKCU "Software\Microsoft\Windows\CurrentVersion\Explorer\StartupApproved\Run" "${APP_ID}"
    ${endIf}
  ${endIf}
!macroend
