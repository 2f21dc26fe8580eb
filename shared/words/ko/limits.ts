import type { limits as english } from '../en/limits.ts';
import { writingOf } from '../intl.ts';

const { duration, number } = writingOf('ko');

export const limits: typeof english = {
  // Lengths and numbers
  'length-between': (param) =>
    `${number(param('minimum'))}~${number(param('maximum'))}자여야 합니다. 현재 ${number(param('actual'))}자입니다.`,
  'too-long': (param) => `최대 ${number(param('maximum'))}자입니다.`,
  'at-most': (param) => `최댓값: ${number(param('maximum'))}.`,
  'at-least': (param) => `최솟값: ${number(param('minimum'))}.`,
  'seconds-whole': '초 단위 정수여야 합니다.',
  'seconds-between': (param) =>
    `${number(param('minimum'))}~${number(param('maximum'))} 사이의 초 단위 정수여야 합니다.`,
  'duration-too-short': 'AWS는 15분보다 짧은 세션을 제공하지 않습니다.',
  'duration-too-long': 'AWS는 12시간보다 긴 세션을 제공하지 않습니다.',
  'session-token-duration': '15분에서 36시간 사이의 초 단위 정수여야 합니다.',
  'root-duration': 'AssumeRoot는 최대 15분까지 제공합니다.',

  // Roles and accounts
  'arn-spaces': 'ARN 앞뒤에 공백이 없어야 합니다.',
  'arn-of-session':
    '세션(assumed-role)의 ARN입니다. 역할 자체를 입력하세요. 예: arn:aws:iam::123456789012:role/NAME',
  'role-arn-form': '형식: arn:aws:iam::123456789012:role/NAME',
  'session-name-form': '영문자, 숫자, + = , . @ - _ 조합의 2~64자이며 공백은 사용할 수 없습니다.',
  'federated-name-form': '영문자, 숫자, + = , . @ - _ 조합의 2~32자이며 공백은 사용할 수 없습니다.',
  'permission-set-form': '영문자, 숫자, + = , . @ - _ 조합의 1~32자이며 공백은 사용할 수 없습니다.',
  'aws-prefix': 'aws:로 시작할 수 없습니다(AWS에서 사용하도록 예약됨).',
  'external-id-form': '영문자, 숫자, + = , . @ : / - _ 조합의 2~1,224자이며 공백은 사용할 수 없습니다.',
  'region-form': 'eu-central-1과 같은 리전 코드를 입력하세요.',
  'root-task': 'AssumeRoot가 지원하는 작업 중 하나여야 합니다.',
  'account-form': '계정 ID는 12자리 숫자입니다.',
  'saml-provider-form': '형식: arn:aws:iam::123456789012:saml-provider/NAME',

  // MFA
  'mfa-passkey': '패스키와 보안 키는 AWS API에서 사용할 수 없습니다. 인증 앱(…:mfa/NAME)을 사용하세요.',
  'mfa-serial-form': '형식: arn:aws:iam::123456789012:mfa/NAME 또는 하드웨어 디바이스의 일련번호.',
  'mfa-code-form': '6자리 숫자를 입력하세요.',
  'mfa-needs-key': '코드는 액세스 키와 함께만 사용할 수 있습니다. 다른 세션으로는 제공할 수 없습니다.',

  // Programs and addresses
  'command-missing': '프로그램과 인수를 입력하세요.',
  'one-line': '한 줄이어야 합니다.',
  'quote-open': '닫히지 않은 따옴표가 있습니다.',
  'path-whole': '루트부터 시작하는 전체 경로여야 합니다.',
  'page-form': '형식: https://…',
  'page-password': '주소에 사용자 이름이나 암호를 넣을 수 없습니다.',
  'page-https': 'https://로 시작해야 합니다.',
  'redirect-path-form': '/로 시작하고 영문자, 숫자, . _ - / 기호만 사용할 수 있습니다.',
  'scopes-form': '단어를 공백 하나로 구분하세요.',
  'endpoint-form': 'URL을 입력하세요. 예: https://sts.eu-central-1.amazonaws.com',
  'endpoint-password': 'URL에 사용자 이름이나 암호를 넣을 수 없습니다.',
  'endpoint-https': 'https만 사용할 수 있으며, http는 이 컴퓨터 자체에만 허용됩니다.',
  'proxy-form': 'URL을 입력하세요. 예: http://proxy.example.com:3128',
  'proxy-password': '여기에는 암호를 넣을 수 없습니다. HTTPS_PROXY에 지정하세요.',

  // Policies and tags
  'policy-characters': 'AWS는 여기에 Latin-1 문자만 허용합니다(이모지와 한글은 사용할 수 없음).',
  'policy-json': '올바른 JSON이 아닙니다.',
  'policy-json-from': (param) => `올바른 JSON이 아닙니다. 잘못된 위치: ${param('position')}번째 문자부터.`,
  'policy-statement': '정책은 Statement가 있는 JSON 객체입니다.',
  'policy-size': (param) =>
    `${number(param('used'))}자입니다. AWS 문서에 따르면 세션 정책은 모두 합쳐 최대 ${number(param('maximum'))}자입니다.`,
  'policy-arn-form': '형식: arn:aws:iam::aws:policy/ReadOnlyAccess',
  'tag-characters': '문자, 숫자, 공백, _ . : / = + - @ 기호만 사용할 수 있습니다.',
  'tag-twice': (param) => `태그 키가 두 번 있습니다: ${param('key')} (AWS는 대소문자를 구분하지 않음).`,
  'tags-each-once': '각 태그 키는 한 번만 사용할 수 있습니다.',
  'transitive-tag': '전이적 태그 키는 태그 중 하나여야 합니다.',
  'bucket-form': '영문 소문자, 숫자, 점, 하이픈 조합의 3~63자이며 영문자나 숫자로 시작하고 끝나야 합니다.',
  'bucket-dots': '점을 연속해서 사용할 수 없습니다.',
  'prefix-slash': '키는 슬래시로 시작하지 않습니다.',
  'prefix-form':
    '키의 앞부분을 입력하세요. 예: exports/2026/. * ? $와 ASCII가 아닌 문자는 사용할 수 없습니다.',
  'log-group-form': '영문자, 숫자, . - _ / # 조합의 1~512자입니다.',

  // Keys and names
  'key-temporary': '저절로 만료되는 임시 키(ASIA…)입니다. 장기 키(AKIA…)를 입력하세요.',
  'key-id-form': '장기 키 ID는 AKIA로 시작하는 영문 대문자와 숫자 20자입니다.',
  'secret-form': '영문자, 숫자, /, + 조합의 40자입니다.',
  'name-missing': '이름이 필요합니다.',
  'name-spaces': '이름 앞뒤에 공백이 없어야 합니다.',
  'name-characters': '제어 문자나 보이지 않는 방향 문자는 사용할 수 없습니다.',

  // The desktop
  'time-form': '22:00과 같은 시각을 입력하세요.',
  'keys-form': 'Super+Shift+K와 같이 Ctrl, Alt, Super 중 하나를 포함한 키를 지정하세요.',

  // What stands in the files of ~/.aws
  'value-missing': '값이 없습니다.',
  'value-block': '블록이 아니라 하나의 값이 필요합니다.',
  'one-of': (param) => `다음 중 하나여야 합니다: ${param('choices')}.`,
  'code-without-key': 'AWS는 액세스 키와 함께 제공된 코드만 받는데, 이 섹션은 다른 것으로 호출합니다.',
  'says-otherwise': (param) => `${param('section')}에 다른 값이 있습니다.`,

  // Input of any command, before its meaning
  'finite-numbers': '유한한 숫자만 사용할 수 있습니다.',
  'control-characters': '제어 문자는 사용할 수 없습니다.',
  'plain-data': '일반 데이터만 사용할 수 있습니다.',
  'field-forbidden': '금지된 이름의 필드입니다.',
  'field-unknown': '여기에 속하지 않는 필드입니다.',
  'type-wrong': (param) => `형식이 맞지 않습니다. 필요한 형식: ${param('type', '값')}.`,
  'choice-unknown': '선택할 수 있는 값이 아닙니다.',
  'format-wrong': '형식이 올바르지 않습니다.',
  'not-valid': '올바르지 않습니다.',
  'command-unknown': '그런 명령이 없습니다.',
  'envelope-wrong': '필요한 형식으로 전달되지 않았습니다.',
  'call-id-taken': '다른 호출이 이 ID를 사용하고 있습니다.',
  'no-unset-lines': '파일에는 해제 명령이 없습니다.',
  'file-by-value': (param) => `파일 형식(${param('format')})이므로 세션을 값으로만 담을 수 있습니다.`,

  // What a command would come to
  'kind-duration': (param) => `이 종류의 프로필에 AWS가 제공하는 최대 기간: ${duration(param('seconds'))}.`,
  'demo-section': '데모 계정은 Keycutter와 함께 종료되며, 그 세션은 AWS의 것이 아닙니다.',
  'section-of-command': '이 프로필의 명령이 그 섹션을 읽으므로 자기 자신을 호출하게 됩니다.',
  'role-of-these-keys': '그 역할은 바로 이 키로 수임됩니다. 먼저 역할을 가져온 다음 키를 옮기세요.',
};
