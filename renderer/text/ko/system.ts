import type { Settings } from '../../../shared/views.ts';
import type { system as english } from '../en/system.ts';
import { number } from './writing.ts';

const settingNames: Readonly<Record<keyof Settings, string>> = {
  defaultRegion: '기본 리전',
  defaultShell: '복사할 셸',
  exportWay: '복사 버튼의 복사 방식',
  endpointTokenHours: '자동 갱신 내보내기의 유효 기간',
  defaultDurationSeconds: '기본 세션 기간',
  warnBeforeMinutes: '만료 전 경고',
  clipboardClearSeconds: '복사 후 클립보드 지우기',
  renewHoursAfterUse: '자동 갱신',
  mfaSessionHours: 'MFA 코드의 유효 시간',
  keyAgeWarningDays: '오래된 액세스 키로 표시',
  consoleBrowser: '콘솔 브라우저',
  consoleLogOutFirst: '이전 콘솔 세션 로그아웃',
  theme: '테마',
  language: '언어',
  zoomPercent: '텍스트 크기',
  startAtLogin: '로그인 시 시작',
  globalShortcut: '단축키',
  quietFrom: '방해 금지 시작 시간',
  quietTo: '방해 금지 종료 시간',
  checkForUpdates: '업데이트 확인',
  updateChannel: '업데이트 채널',
  stsEndpointUrl: 'STS 엔드포인트 URL',
  httpsProxy: 'HTTPS 프록시',
  caBundlePath: 'CA 번들',
};

export const system: typeof english = {
  system: {
    title: '시스템',
    startAtLogin: '로그인 시 시작',
    startAtLoginHelp: '창 없이 트레이에서 시작합니다.',
    data: '내 데이터',
    dataHelp: '설정, 프로필, 로그인, 액세스 키의 이름을 파일 하나에 담습니다. 비밀 값은 들어 있지 않습니다.',
    export: '설정 내보내기',
    import: '설정 가져오기',
    exported: (path) => `내보낸 파일: ${path}`,
    help: '도움이 필요할 때',
    helpHelp: '진단 정보는 이 컴퓨터를 떠나기 전에 먼저 표시됩니다.',
    diagnostics: '진단',
    showLog: '로그 보기',
    reset: '모두 제거',
    resetHelp:
      '키체인의 키, 프로필, ~/.aws의 섹션 등 Keycutter가 저장한 모든 것을 제거합니다. 먼저 확인을 받습니다.',
    resetButton: 'Keycutter가 저장한 모든 것 제거',
  },
  settingsImport: {
    title: '설정 가져오기',
    import: '가져오기',
    nothing: '이 파일의 내용은 이미 모두 있습니다.',
    settings: (names) =>
      `변경되는 설정 ${number(names.length)}개: ${names.map((name) => settingNames[name]).join(', ')}`,
    newProfiles: (count) => `새 프로필 ${number(count)}개`,
    changedProfiles: (count) => `변경되는 프로필 ${number(count)}개`,
    newSignIns: (count) => `새 로그인 ${number(count)}개`,
    changedSignIns: (count) => `변경되는 로그인 ${number(count)}개`,
    accessKeys: (count) => `액세스 키 ${number(count)}개: 비밀 액세스 키를 여기에서 한 번 입력해야 합니다`,
    problems: (count) => `제외되는 항목 ${number(count)}개`,
    elsewhere: '이 파일은 AWS를 호출하는 위치를 변경합니다. 출처를 아는 경우에만 가져오세요.',
    done: (profiles, signIns, keys) =>
      `가져온 항목: 프로필 ${number(profiles)}개, 로그인 ${number(signIns)}개, 액세스 키 ${number(keys)}개.`,
  },
  diagnostics: {
    title: '진단',
    intro: '보내기 전에 읽어 보세요. 비밀 값은 들어 있지 않으며, 사용자와 위치는 자리 표시자로 바꿉니다.',
    withAccounts: '계정 ID, 액세스 키 ID, ARN 포함',
    withAccountsHelp: '특정 역할이나 계정의 오류를 살펴볼 때 도움이 됩니다.',
    text: '보고서',
    copy: '복사',
    copied: '복사됨',
    save: '파일로 저장',
    saved: (path) => `저장된 파일: ${path}`,
    making: '수집 중',
  },
};
