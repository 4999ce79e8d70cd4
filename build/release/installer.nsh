# What the installer for Windows does besides electron-builder's own: https://www.electron.build/nsis#custom-nsis-script

!macro customInit
  # electron-builder knows the folder of 64-bit programs by a build for x64, and takes that of 32-bit ones for ARM.
  ${If} $INSTDIR == "$PROGRAMFILES32\${APP_FILENAME}"
    StrCpy $INSTDIR "$PROGRAMFILES64\${APP_FILENAME}"
  ${EndIf}
!macroend

!macro customInstall
  # SYSTEM runs the program: only where nobody but administrators can replace it.
  ${If} $INSTDIR == "$PROGRAMFILES64\${APP_FILENAME}"
    nsExec::Exec '"$SYSDIR\schtasks.exe" /create /f /tn "Nocturne update" /xml "$INSTDIR\resources\start-up\update-task.xml"'
    Pop $0
    ${If} $0 != 0
      DetailPrint "The task that installs updates was not registered: $0"
    ${EndIf}
  ${EndIf}
!macroend

!macro customUnInstall
  # The next version registers it anew.
  ${IfNot} ${isUpdated}
    nsExec::Exec '"$SYSDIR\schtasks.exe" /delete /f /tn "Nocturne update"'
    Pop $0
    RMDir /r "$PROGRAMFILES64\Nocturne Update"
  ${EndIf}
!macroend
