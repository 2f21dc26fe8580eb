import type { sessions as english } from '../en/sessions.ts';
import { number } from './writing.ts';

export const sessions: typeof english = {
  header: {
    search: '프로필, 계정, 역할 검색',
    searchKey: '/',
    clearSearch: '검색어 지우기',
    newProfile: '새 프로필',
    menu: '메뉴',
    accessKeys: '액세스 키',
    signIns: '로그인',
    settings: '설정',
    activity: '활동',
    programs: '프로그램',
    stopAll: '모든 세션 중지',
    quit: 'Keycutter 종료',
  },

  list: {
    name: '프로필',
    live: '활성',
    favourites: '즐겨찾기',
    all: '모든 프로필',
    found: '검색 결과',
    nextExpiry: (time) => `다음 만료 ${time}`,
    unknownAccount: '기타',
    nothingFound: (query) => `“${query}” 검색 결과 없음`,
    nothingFoundHint: '이름, 역할, 계정, 리전에서 검색합니다.',
    clearSearch: '검색어 지우기',
  },

  row: {
    assume: '수임',
    assumeNamed: (name) => `${name} 수임`,
    assuming: '수임 중',
    refreshing: '갱신 중',
    renew: '갱신',
    renewNamed: (name) => `${name} 갱신`,
    retryNamed: (name) => `${name} 다시 시도`,
    signInNamed: (name) => `로그인: ${name} 프로필`,
    hops: (count) => `역할 ${number(count)}개 경유`,
    cancelNamed: (name) => `${name} 취소`,
    copyFor: (shell) => `${shell}용으로 복사`,
    copyNamedFor: (name, shell) => `${name} 세션을 ${shell}용으로 복사`,
    copiedFor: (shell) => `${shell}용으로 복사됨`,
    otherFormats: (name) => `${name}의 다른 형식`,
    moreFor: (name) => `${name} 더 보기`,
    favourite: '즐겨찾기',
    timeLeft: (name) => `${name}의 남은 시간`,
    lifeLeft: (percent) => `${number(percent)}%`,
    copyOut: (shell, until) => `${shell}용 사본은 ${until}에 만료되며 갱신되지 않습니다.`,
    copiesOut: (count, until) =>
      `유효한 사본이 ${number(count)}개 있습니다. 첫 사본은 ${until}에 만료되며, 사본은 갱신되지 않습니다.`,
    checked: (who, account) => `AWS에서 확인한 신원: ${who} (계정 ${account}).`,
  },

  state: {
    needsCode: 'MFA 코드',
    expired: '만료됨',
    usesMfa: 'MFA 사용',
    usesSignIn: '로그인',
    keyMissing: '키 없음',
    sourceMissing: '소스 없음',
    keyItself: '키 자체',
  },

  renewal: {
    renewsItself: '자동 갱신',
    needsCode: 'MFA 코드 필요',
    needsSignIn: '로그인 필요',
    endsAt: (time) => `${time}에 만료`,
    endedAt: (time) => `${time}에 만료됨`,
    sourceMissing: (time) => `키 제거됨, ${time}에 만료`,
    renewing: '지금 갱신 중',
  },

  countdown: {
    seconds: (minutes, seconds) => (minutes === 0 ? `${seconds}초` : `${minutes}분 ${seconds}초`),
    hours: (hours, minutes) => `${hours}시간 ${minutes}분`,
    expired: '만료됨',
  },

  menu: {
    refresh: '갱신',
    stop: '중지',
    check: '신원 확인',
    exportAs: '내보내기 형식',
    copyUnset: (shell) => `${shell}용 해제 명령 복사`,
    assumeFor: '기간을 정해 수임',
    copyArn: 'ARN 복사',
    copyAccount: '계정 복사',
    copyAccessKeyId: '액세스 키 ID 복사',
    addFavourite: '즐겨찾기에 추가',
    removeFavourite: '즐겨찾기에서 제거',
    edit: '편집',
    duplicate: '복제',
    delete: '삭제',
  },

  confirmDelete: {
    title: (name) => `${name} 프로필을 삭제하겠습니까?`,
    body: '프로필이 Keycutter에서 제거됩니다. AWS의 역할은 그대로 남습니다.',
    bodyLive:
      '프로필이 Keycutter에서 제거되고 그 세션도 함께 제거됩니다. 이미 붙여 넣은 사본은 만료될 때까지 작동합니다.',
    confirm: '삭제',
  },

  announce: {
    assumed: (name) => `${name} 세션이 활성화되었습니다.`,
    expiresIn: (name, minutes) => `${name} 세션이 ${number(minutes)}분 후에 만료됩니다.`,
    expired: (name) => `${name} 세션이 만료되었습니다.`,
    failed: (name, what) => `${name}: ${what}`,
    needsCode: (name) => `${name} 프로필에 MFA 코드가 필요합니다.`,
    needsSignIn: (name) => `${name} 프로필에 로그인이 필요합니다.`,
  },

  footer: {
    live: (count) => (count === 0 ? '활성 세션 없음' : `활성 세션 ${number(count)}개`),
    keychain: {
      ready: '키체인 잠금 해제됨',
      locked: '키체인 잠김',
      unavailable: '키체인 없음',
      changed: '키체인 변경됨',
    },
  },

  notices: {
    region: '알림',
    keychainLocked: '키체인이 잠겨 있습니다',
    keychainLockedHint: '잠금을 해제하면 이전 세션과 키의 비밀 값을 다시 사용할 수 있습니다.',
    unlock: '키체인 잠금 해제',
    unlocking: '데스크톱의 암호 입력을 기다리는 중',
    startOver: '새로 시작',
    startOverTitle: '이 키체인으로 새로 시작하겠습니까?',
    startOverBody:
      '봉인된 세션은 삭제되지 않고 따로 보관되며, 저장할 때 사용한 키체인으로만 다시 열립니다. 프로필은 유지되고, 세션은 다시 수임해야 합니다.',
    clockBehind: (text) => `이 컴퓨터의 시계가 AWS보다 ${text} 느립니다`,
    clockAhead: (text) => `이 컴퓨터의 시계가 AWS보다 ${text} 빠릅니다`,
    clockHint: '남은 시간은 보정되어 표시됩니다. 날짜와 시간 자동 설정을 켜세요.',
    demo: '데모 계정',
    demoHint: '이 컴퓨터에서 AWS를 대신합니다. 복사한 코드는 실제 AWS에 연결되지 않습니다.',
    closeDemo: '데모 닫기',
  },

  firstStart: {
    title: '트레이에서 바로 만드는 단기 AWS 키',
    body: '액세스 키는 OS 키체인에 잠긴 채로 있습니다. Keycutter는 역할을 수임할 때만 그 키를 사용하고, 각 세션의 남은 시간을 보여 주며, 세션을 셸에 넘겨줍니다.',
    add: '액세스 키 추가',
    addHint: '직접 입력하거나 AWS에서 받은 그대로 붙여 넣습니다.',
    importFiles: '~/.aws에서 가져오기',
    importHint: '무엇을 가져올지 선택합니다. 원본은 변경되지 않습니다.',
    signIn: '로그인 추가',
    signInHint: 'Identity Center, SAML 또는 OpenID Connect.',
    demo: '데모 계정으로 둘러보기',
    demoHint: '아무것도 이 컴퓨터 밖으로 나가지 않습니다.',
    profileTitle: '이제 역할을 지정하세요',
    profileBody: (key) =>
      `${key} 키가 보관되었습니다. 프로필은 어떤 역할을 얼마 동안 어디에서 수임할지 정합니다.`,
  },
};
