import type { wayInErrors as english } from '../en/way-in-errors.ts';
import { writingOf } from '../intl.ts';
import type { Param } from '../words.ts';

const { duration } = writingOf('ko');

function endOf(param: Param): string {
  if (param('exitStatus')) return `종료 상태 ${param('exitStatus')}`;
  if (param('signal')) return `시그널 ${param('signal')}`;
  return param('errorCode') ? `오류 ${param('errorCode')}` : '실패';
}

export const wayInErrors: typeof english = {
  // MFA
  'mfa-seed-unreadable': [
    '인증 앱의 비밀 값이 아닙니다.',
    'AWS가 QR 코드 옆에 표시하는 base32 텍스트나 otpauth:// 주소를 입력하세요.',
  ],
  'mfa-process-refused': (param) => [
    `MFA 코드 프로그램이 코드를 주지 않았습니다: ${param('reason', '다른 내용을 출력했습니다')}`,
    '코드를 직접 입력하거나 액세스 키 화면에서 명령을 수정하세요.',
  ],

  // Chains and durations
  'chain-cycle': (param) => [
    `프로필이 서로를 순환하며 호출하게 됩니다: ${param('names')}`,
    '다른 소스를 선택하세요.',
  ],
  'chain-source-cannot-assume': (param) => [
    `${param('name', '이 소스')}: AssumeRole을 호출할 수 없습니다. ${param('reason', 'AWS는 이 세션으로 역할을 수임하는 것을 허용하지 않습니다')}`,
    '액세스 키나 역할을 소스로 선택하세요.',
  ],
  'duration-over-chaining-limit': (param) => [
    `다른 세션으로 요청한 세션(역할 체인)은 AWS에서 최대 1시간까지만 유효합니다. 요청한 기간이 더 깁니다: ${duration(param('wanted', '이 기간'))}.`,
    param('direct') === 'yes'
      ? '1시간 이하를 선택하거나, 이 프로필이 자체 MFA 코드를 사용하게 하세요. 그러면 액세스 키로 직접 호출합니다.'
      : '1시간 이하를 선택하세요. 소스가 유효한 동안 자동으로 갱신됩니다.',
  ],
  'duration-over-role-maximum': (param) => [
    `이 역할의 최대 세션 기간: ${duration(param('maximum', '역할에 설정된 값'))}.`,
    '더 짧은 기간을 선택하거나 역할의 최대 세션 기간을 늘리세요.',
  ],
  'partition-mismatch': (param) => [
    `${param('what', '역할')}: 파티션은 ${param('found', '다른 AWS')}인데, 리전(${param('region')})의 파티션은 ${param('expected', '다른 파티션')}입니다.`,
    '같은 파티션의 리전을 선택하세요. 세션은 다른 파티션에서 사용할 수 없습니다.',
  ],

  // Signing in
  'sign-in-not-found': ['이 로그인이 더 이상 없습니다.', '다른 로그인을 선택하거나 다시 추가하세요.'],
  'sign-in-name-taken': (param) => [
    `같은 이름의 로그인이 이미 있습니다: ${param('name')}.`,
    '다른 이름을 선택하세요.',
  ],
  'sign-in-used': (param) => [
    `이 로그인을 사용하는 프로필이 있습니다: ${param('names')}`,
    '그 프로필에 다른 소스를 지정하거나 먼저 제거하세요.',
  ],
  'sign-in-wrong-kind': (param) => [
    `${param('name', '이 로그인')}: 이 종류의 프로필을 열 수 없습니다.`,
    '프로필과 같은 종류의 로그인을 선택하세요.',
  ],
  'sign-in-needed': (param) => [
    `${param('signIn', 'ID 제공업체')}: 로그인이 필요합니다${param('name') && `(프로필: ${param('name')})`}.`,
    'Keycutter 창에서 로그인하세요.',
  ],
  'sign-in-dismissed': ['로그인이 취소되었습니다.', '로그인하려면 다시 수임하세요.'],
  'sign-in-timed-out': ['10분 안에 로그인하지 않았습니다.', '준비가 되면 다시 수임하세요.'],
  'sign-in-window-closed': [
    '제공업체가 AWS로 보내기 전에 로그인 창이 닫혔습니다.',
    '창을 다시 열려면 다시 수임하세요.',
  ],
  'sign-in-page-failed': (param) => [
    `${param('host', '로그인 페이지')}: 표시할 수 없습니다. ${param('reason', '응답이 없습니다')}`,
    '주소와 네트워크를 확인하거나 사용하는 브라우저에서 로그인하세요.',
  ],
  'sign-in-refused': (param) => [
    `${param('host', 'ID 제공업체')}: 로그인을 허용하지 않았습니다. ${param('reason', '이유를 알리지 않았습니다')}`,
    '다시 시도하거나 관리하는 사람에게 문의하세요.',
  ],
  'sign-in-answer-forged': (param) => [
    `브라우저에서 돌아온 응답이 이 로그인의 것이 아닙니다: ${param('reason', '신뢰할 수 없습니다')}`,
    '응답을 버렸습니다. 다시 로그인하세요.',
  ],
  'sign-in-revoked': (param) => [
    `${param('signIn', 'ID 제공업체')}: 제공업체에서 이 로그인을 종료했습니다.`,
    '다시 로그인하세요.',
  ],
  'sign-in-not-reachable': (param) => [
    `${param('host', 'ID 제공업체')}: 연결할 수 없습니다. ${param('reason', '응답이 없습니다')}`,
    '네트워크를 확인하세요. Keycutter가 다시 시도합니다.',
  ],
  'redirect-port-taken': (param) => [
    `이 로그인이 돌아올 포트 ${param('port')}번을 다른 프로그램이 사용하고 있습니다.`,
    '그 프로그램을 닫거나, 여기와 제공업체에서 다른 포트를 지정하세요.',
  ],
  'saml-assertion-unreadable': (param) => [
    `AWS용 SAML 응답이 아닙니다: ${param('reason', '읽을 수 없습니다')}`,
    'AWS로 보내는 양식에서 SAMLResponse의 값을 전부 복사하세요.',
  ],
  'saml-assertion-expired': [
    'AWS는 SAML 응답을 5분 동안만 받습니다. 이 응답은 더 오래되었습니다.',
    '다시 로그인하세요.',
  ],
  'saml-role-not-offered': (param) => [
    `제공업체가 제공하지 않는 역할입니다: ${param('role', '이 역할')}.`,
    `제공하는 역할: ${param('offered', '없음')}. 그중 하나를 선택하거나 액세스를 요청하세요.`,
  ],
  'saml-no-roles': [
    '로그인했지만 제공업체가 AWS 역할을 알려 주지 않았습니다.',
    '관리자에게 AWS 역할에 대한 액세스를 요청하세요.',
  ],
  'saml-refused': (param) => [
    `ID 제공업체가 실패로 응답했습니다: ${param('status', '이유를 알 수 없음')}`,
    '다시 시도하거나 관리자에게 문의하세요.',
  ],
  'oidc-issuer-unreadable': (param) => [
    `${param('host', '발급자')}: 검색 문서(discovery)를 읽을 수 없습니다. ${param('reason', '검색 문서가 아닙니다')}`,
    '발급자의 주소를 확인하세요.',
  ],
  'oidc-token-refused': (param) => [
    `${param('host', 'ID 제공업체')}: 토큰을 주지 않았습니다. ${param('reason', '이유를 알 수 없습니다')}`,
    '제공업체에 등록된 클라이언트 ID, 클라이언트 보안 암호, 리디렉션 주소를 확인하세요.',
  ],
  'identity-center-no-access': (param) => [
    `더 이상 액세스 권한이 없습니다. 역할: ${param('role', '이 역할')}, 계정: ${param('account', '이 계정')}.`,
    'Identity Center에서 권한을 요청하거나 다른 역할을 선택하세요.',
  ],
  'identity-center-throttled': [
    'Identity Center가 요청을 늦추도록 요구합니다.',
    'Keycutter가 기다렸다가 다시 시도합니다.',
  ],
  'identity-center-refused': (param) => [
    `Identity Center가 거부했습니다: ${param('reason', '이유를 알 수 없습니다')}`,
    '시작 페이지와 리전을 확인한 다음 다시 로그인하세요.',
  ],
  'sso-cache-unreadable': (param) => [
    `AWS CLI에 캐시된 로그인을 사용할 수 없습니다: ${param('reason', '읽을 수 없습니다')}`,
    '대신 여기에서 로그인하세요.',
  ],

  // Commands, files and machines that hold credentials
  'command-not-confirmed': [
    '명령을 허용하지 않아 아무것도 저장하지 않았습니다.',
    '직접 입력한 명령이면 다시 저장하고 허용하세요.',
  ],
  'command-not-found': (param) => [
    `프로그램을 찾을 수 없습니다: ${param('program', '지정한 이름')}.`,
    '전체 경로를 입력하세요. 로그인할 때 시작된 앱은 셸과 같은 곳에서 찾지 않습니다.',
  ],
  'command-failed': (param) => [
    `${param('program', '프로그램')}: 오류와 함께 끝났습니다(${endOf(param)}).`,
    '터미널에서 실행해 이유를 확인하세요.',
  ],
  'command-timed-out': (param) => [
    `${param('program', '프로그램')}: ${param('seconds', '60')}초 안에 끝나지 않았습니다.`,
    '터미널에서 실행해 무엇을 기다리는지 확인하세요.',
  ],
  'command-output-unreadable': (param) => [
    `${param('program', '프로그램')}: 자격 증명을 출력하지 않았습니다. ${param('reason', '출력한 내용이 다릅니다')}`,
    'AWS의 credential_process가 요구하는 형식으로 출력해야 합니다.',
  ],
  'token-file-unreadable': (param) => [
    `토큰 파일을 읽을 수 없습니다: ${param('reason', '시스템에서 거부했습니다')}`,
    '경로를 확인하고, 파일을 쓰는 프로그램이 아직 실행 중인지 확인하세요.',
  ],
  'machine-credentials-missing': (param) => [
    `이 컴퓨터의 다음 위치에 자격 증명이 없습니다: ${param('from', '지정된 위치')}. ${param('reason', '찾을 수 없습니다')}`,
    '다른 소스를 선택하세요. 로그인할 때 시작된 앱에는 셸의 환경 변수가 없습니다.',
  ],
  'other-tool-unreadable': (param) => [
    `${param('tool', '다른 도구')}: 보관된 내용을 읽을 수 없습니다. ${param('reason', '형식이 다릅니다')}`,
    '변경된 것은 없습니다. 키를 직접 추가하거나 ~/.aws의 내용을 가져오세요.',
  ],

  // Handing off, and a role’s own limits
  'hand-off-not-possible': (param) => [
    `${param('name', '이 프로필')}: 전달할 수 없습니다. ${param('reason', '이 종류의 호출에는 세션 정책을 지정할 수 없습니다')}`,
    '역할을 수임하는 프로필을 사용하세요.',
  ],
  'role-maximum-not-readable': [
    '역할의 최대 세션 기간을 읽을 수 없습니다.',
    '같은 계정에서 iam:GetRole을 호출할 수 있는 프로필을 선택하세요.',
  ],
  'role-maximum-not-raisable': (param) => [
    `이 역할의 최대 세션 기간을 변경할 수 없습니다: ${param('reason', 'AWS에서 허용하지 않습니다')}`,
    '역할을 만든 사람에게 문의하세요.',
  ],
};
