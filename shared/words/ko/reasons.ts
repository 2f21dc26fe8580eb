import type { reasons as english } from '../en/reasons.ts';

/** Whole sentences, whose full stop comes with the text around them. */
export const reasons: typeof english = {
  // The disk
  'disk-full': '디스크가 가득 찼습니다',
  'disk-quota': '디스크 할당량을 모두 사용했습니다',
  'file-too-large': '파일이 너무 커집니다',
  'disk-read-only': '디스크가 읽기 전용입니다',
  'permission-denied': '권한이 거부되었습니다',
  'disk-fault': '디스크에 오류가 있습니다',
  'folder-not-folder': '상위 폴더가 폴더가 아닙니다',
  'folder-of-its-name': '같은 이름의 폴더가 있습니다',
  'folder-gone': '폴더가 없어졌습니다',
  'links-in-circle': '심볼릭 링크가 순환합니다',
  'files-open': '열린 파일이 너무 많습니다',
  'disk-refused': (param) => `디스크에서 거부했습니다(${param('errorCode')})`,
  'system-refused': (param) => `시스템에서 거부했습니다(${param('errorCode')})`,
  'not-a-file': '파일이 아닙니다',
  'too-large': '너무 큽니다',
  'value-line-break': '값에 줄바꿈이 있습니다',

  // Doors for programs
  'no-free-port': '사용 가능한 포트가 없습니다',

  // Browsers
  'browser-gone': '선택한 브라우저가 더 이상 없습니다',
  'browser-not-started': '브라우저가 시작되지 않았습니다',

  // Answers that are none
  'no-readable-answer': '읽을 수 있는 응답이 없음',
  'no-answer': '응답하지 않았습니다',
  'not-of-iam': 'IAM의 응답이 아님',
  'not-of-sts': 'AWS STS의 응답이 아님',

  // Chains, durations and roles
  'federated-user-calls': '페더레이션 사용자는 AWS STS에서 GetCallerIdentity만 호출할 수 있습니다',
  'root-one-task': '루트 세션은 정해진 작업에만 사용할 수 있습니다',
  'key-itself': '액세스 키를 제공하는 프로필입니다. 그 키를 소스로 직접 선택하세요',
  'role-of-aws': 'AWS만 이 역할을 변경할 수 있습니다',
  'role-of-identity-center': 'Identity Center에서 관리하는 역할입니다. 기간은 권한 세트에서 정합니다',
  'caller-elsewhere': (param) =>
    `${param('caller')} 프로필의 계정이 역할의 계정(${param('account')})과 다릅니다`,
  'maximum-an-hour': '최대 세션 기간은 1시간 이상이어야 합니다',
  'no-session-policy': '이 종류의 호출에는 세션 정책을 지정할 수 없습니다',
  'own-session-policy': '이미 자체 세션 정책이 있으며, AWS는 하나만 허용합니다',

  // Rotation
  'old-key-active': '이전 키가 아직 활성 상태입니다',

  // Programs that print codes, tokens and credentials
  'no-six-digits': '6자리 숫자가 아닙니다',
  'output-over': '출력한 자격 증명이 이미 만료되었습니다',
  'output-long-term':
    '장기 액세스 키를 출력했습니다. 그 키를 액세스 키 화면에서 보관하거나 이 프로필을 소스로 지정하세요',
  'output-not-a-word': '토큰은 한 단어여야 합니다',
  'output-no-json': 'JSON이 아닙니다',
  'output-version': 'Version이 1이 아닙니다',
  'output-no-key': 'AccessKeyId와 SecretAccessKey가 없습니다',
  'output-token-no-text': 'SessionToken이 텍스트가 아닙니다',
  'output-expiration': 'Expiration이 시간대가 있는 시각이 아닙니다',
  'output-too-long': '출력이 1MiB를 넘습니다',

  // Token files
  'file-not-there': '그런 파일이 없습니다',
  'folder-not-there': '그런 폴더가 없습니다',
  'no-file': '파일이 아닙니다',
  'token-too-long': '토큰으로는 너무 깁니다',

  // This machine’s own credentials
  'variable-not-set': (param) => `환경 변수가 설정되지 않았습니다: ${param('variable')}`,
  'variable-set': (param) => `환경 변수가 설정되어 있습니다: ${param('variable')}`,
  'variable-no-time': (param) => `환경 변수의 값이 시각이 아닙니다: ${param('variable')}`,
  'variable-no-address': (param) => `환경 변수의 값이 주소가 아닙니다: ${param('variable')}`,
  'no-metadata': '메타데이터 서비스가 응답하지 않습니다. EC2 인스턴스가 아니거나 서비스가 꺼져 있습니다',
  'instance-no-role': '인스턴스에 역할이 없습니다',
  'address-own': '지정된 주소가 Keycutter 자신의 주소입니다',
  'address-not-allowed': '지정된 주소는 사용할 수 없는 주소입니다',
  'token-lines': '토큰이 두 줄 이상입니다',
  'token-file': (param) => `토큰 파일을 읽을 수 없습니다. ${param('fileReason')}`,
  'no-expiration': '받은 응답에 Expiration이 없습니다',
  'answer-was': (param) => `받은 응답: ${param('answer')}`,
  'answer-form': '응답의 형식이 다릅니다',

  // What other tools keep
  'other-form': '형식이 다릅니다',
  'on-mac': 'macOS에서는 aws-vault만 그 키체인을 열 수 있습니다',
  'on-windows': 'Windows에서는 Keycutter가 읽을 수 없습니다',
  'entry-no-key': '항목에 액세스 키가 없습니다',
  'entry-session': '항목에 액세스 키가 아니라 세션이 들어 있습니다',
  passphrase: '파일이 자체 암호로 암호화되어 있습니다',
  'other-machine': '다른 컴퓨터에서 만들어졌거나 형식이 다릅니다',
  'own-file-too-large': '파일이 너무 큽니다',
  'own-file-unreadable': '파일을 읽을 수 없습니다',
  'no-machine-id': 'Leapp에서 파일을 잠그는 데 사용하는 이 컴퓨터의 ID를 알 수 없습니다',
  'entry-empty': '키체인 항목에 키가 없습니다',
  'provider-gone': 'ID 제공업체가 없습니다',
  'not-aws': 'AWS 세션이 아닙니다',
  'source-gone': '호출에 사용하는 세션이 없습니다',
  'role-unreadable': '역할을 읽을 수 없습니다',
  'identity-center-gone': 'Identity Center가 없습니다',
  'start-page-not-https': '로그인 주소가 https 페이지가 아닙니다',
  'aws-would-refuse': (param) => `AWS가 거부할 항목입니다: ${param('refusedField', '프로필')}`,
  'not-by-cli': 'AWS CLI가 쓰는 형식이 아닙니다',
  'not-cli-file': 'AWS CLI의 파일이 아닙니다',
  unreadable: '읽을 수 없습니다',

  // What a format cannot carry
  empty: '비어 있습니다',
  'too-long': '너무 깁니다',
  'endpoint-not-carried': '데모 계정의 주소를 담을 자리가 없습니다',
  'control-character': '값의 의미를 바꾸는 문자가 있습니다(제어 문자)',
  'lone-surrogate': '값의 의미를 바꾸는 문자가 있습니다(짝이 없는 서로게이트)',
  'not-ascii': '값의 의미를 바꾸는 문자가 있습니다(ASCII가 아닌 문자)',
  'percent-sign': '값의 의미를 바꾸는 문자가 있습니다(퍼센트 기호)',
  'exclamation-mark': '값의 의미를 바꾸는 문자가 있습니다(느낌표)',
  'double-quote': '값의 의미를 바꾸는 문자가 있습니다(큰따옴표)',
  'single-quote': '값의 의미를 바꾸는 문자가 있습니다(작은따옴표)',
  backslash: '값의 의미를 바꾸는 문자가 있습니다(백슬래시)',
  'dollar-sign': '값의 의미를 바꾸는 문자가 있습니다(달러 기호)',
  'operator-sign': '값의 의미를 바꾸는 문자가 있습니다(연산자 기호)',
  'surrounding-space': '값의 의미를 바꾸는 문자가 있습니다(앞뒤 공백)',
  'comment-mark': '값의 의미를 바꾸는 문자가 있습니다(주석 기호)',
};
