import type { awsErrors as english } from '../en/aws-errors.ts';

const afterDenial: Readonly<Record<string, string>> = {
  AssumeRoleWithSAML:
    '역할의 신뢰 정책이 이 SAML 제공업체의 sts:AssumeRoleWithSAML 호출을 허용하는지, 어설션에 요구하는 값(예: SAML:aud)이 맞는지 확인하세요.',
  AssumeRoleWithWebIdentity:
    '역할의 신뢰 정책이 이 ID 제공업체의 sts:AssumeRoleWithWebIdentity 호출을 허용하는지, 토큰에 요구하는 값(예: aud, sub)이 맞는지 확인하세요.',
  GetFederationToken: '키의 사용자에게 sts:GetFederationToken을 호출할 권한이 있는지 확인하세요.',
  AssumeRoot:
    '호출자에게 이 계정에 대해 sts:AssumeRoot를 호출할 권한이 있는지, 호출자의 계정이 조직의 루트 액세스를 관리하는지 확인하세요.',
};

/** Each can stand alone, and after “또는”. */
function withoutIam(action: string): string {
  if (action === 'iam:ListMFADevices') return 'MFA 일련번호를 직접 입력하세요';
  return /Role$/.test(action) ? '콘솔에서 역할을 확인하세요' : '콘솔에서 키를 교체하세요';
}

export const awsErrors: typeof english = {
  'iam-access-denied': (param) => [
    `AWS가 이 호출자에게 허용하지 않는 작업입니다: ${param('action', 'IAM')}.`,
    param('explicitly') === 'yes'
      ? `정책이 거부했습니다. MFA가 필요하기 때문일 수 있습니다. MFA로 로그인한 다음 ${withoutIam(param('action'))}. 또는 관리자에게 문의하세요.`
      : `관리자에게 문의하거나 ${withoutIam(param('action'))}.`,
  ],
  'iam-key-limit': [
    '이 사용자에게는 AWS가 허용하는 최대 개수인 액세스 키 2개가 이미 있습니다.',
    '사용하지 않는 키를 삭제한 다음 교체하세요.',
  ],
  'iam-unknown': (param) => [
    `IAM이 반환한 오류: ${param('awsCode', '알 수 없음')}.`,
    '다시 시도하세요. 이 코드의 설명은 AWS 문서에 있습니다.',
  ],
  'sts-access-denied': (param) => [
    'AWS가 거부했습니다.',
    afterDenial[param('action')] ??
      '역할의 신뢰 정책과 외부 ID, 그리고 키의 사용자에게 이 역할에 대해 sts:AssumeRole을 호출할 권한이 있는지 확인하세요. 편집기의 “계정 소유자에게 필요한 것”에서 두 정책을 볼 수 있습니다.',
  ],
  'sts-mfa-code-wrong': [
    'AWS가 MFA 코드를 받아들이지 않았습니다.',
    '디바이스에 표시되는 다음 코드를 입력하세요. MFA 일련번호가 이 키의 사용자 것인지도 확인하세요.',
  ],
  'sts-duration-over-maximum': [
    '기간이 이 역할의 최대 세션 기간(MaxSessionDuration)보다 깁니다.',
    '더 짧은 기간을 선택하거나, 계정 소유자에게 역할의 최대 세션 기간을 늘려 달라고 요청하세요.',
  ],
  'sts-duration-over-chaining-limit': [
    '임시 자격 증명으로 수임한 역할(역할 체인)의 세션은 최대 1시간입니다.',
    '1시간 이하를 선택하거나 액세스 키로 역할을 직접 수임하세요.',
  ],
  'sts-expired-token': (param) =>
    param('action') === 'AssumeRoleWithWebIdentity'
      ? [
          'ID 제공업체의 토큰이 만료되었습니다.',
          '다시 수임하세요. 파일이나 명령에서 토큰을 받는다면 새 토큰을 주는지 확인하세요.',
        ]
      : ['이 호출에 사용한 자격 증명이 만료되었습니다.', '다시 수임하세요.'],
  'sts-malformed-policy': ['AWS가 세션 정책을 읽을 수 없습니다.', '프로필에서 정책을 수정하세요.'],
  'sts-packed-policy-too-large': [
    '압축한 세션 정책과 태그가 너무 큽니다.',
    '정책을 줄이거나 정책 ARN과 태그를 적게 사용하세요.',
  ],
  'sts-region-disabled': (param) => [
    `이 계정의 다음 리전에서 STS가 활성화되어 있지 않습니다: ${param('region', '이 리전')}.`,
    '프로필에서 다른 리전을 선택하거나 관리자에게 그 리전의 STS 활성화를 요청하세요.',
  ],
  'sts-idp-rejected-claim': ['ID 제공업체의 클레임이 거부되었습니다.', 'ID 제공업체에서 다시 로그인하세요.'],
  'sts-invalid-identity-token': ['ID 토큰이 유효하지 않습니다.', 'ID 제공업체에서 다시 로그인하세요.'],
  'sts-idp-communication': ['AWS가 ID 제공업체에 연결할 수 없습니다.', '잠시 후 다시 시도하세요.'],
  'sts-invalid-client-token': [
    'AWS에 없는 액세스 키 ID입니다.',
    '키가 아직 있고 활성 상태인지 확인하거나 다른 키를 입력하세요.',
  ],
  'sts-signature-mismatch': [
    '비밀 액세스 키가 액세스 키 ID와 맞지 않습니다.',
    '비밀 액세스 키를 다시 입력하세요.',
  ],
  'sts-clock-skew': [
    '이 컴퓨터의 시계가 AWS의 시각과 너무 다릅니다.',
    '시계를 맞춘 다음(날짜와 시간 자동 설정) 다시 시도하세요.',
  ],
  'sts-throttled': ['AWS가 요청 수를 줄이도록 요구했습니다(스로틀링).', '잠시 후 다시 시도하세요.'],
  'sts-validation': ['AWS가 값을 거부했습니다.', '프로필에서 수정하세요.'],
  'sts-server-error': (param) => [
    `AWS 자체에 문제가 있습니다(상태 ${param('status', '5xx')}).`,
    '잠시 후 다시 시도하세요.',
  ],
  'sts-unknown': (param) => [
    `AWS가 반환한 오류: ${param('awsCode', '알 수 없음')}.`,
    '다시 시도하세요. 이 코드의 설명은 AWS 문서에 있습니다.',
  ],
  'network-unreachable': (param) => [
    `${param('host', 'AWS')}에 연결할 수 없습니다.`,
    '네트워크, VPN 또는 설정의 엔드포인트를 확인하고 다시 시도하세요.',
  ],
  'network-timed-out': (param) => [
    `${param('host', 'AWS')}에서 제시간에 응답하지 않았습니다.`,
    '네트워크, VPN 또는 프록시를 확인하고 다시 시도하세요.',
  ],
  'network-name-unknown': (param) => [
    `호스트 이름을 찾을 수 없습니다: ${param('host', '엔드포인트')}.`,
    '네트워크, VPN 또는 프로필의 리전을 확인하세요.',
  ],
  'proxy-authentication-required': (param) => [
    `프록시가 사용자 이름과 암호를 요구합니다: ${param('host')}.`,
    '사용자 이름과 암호를 HTTPS_PROXY(http://user:password@host:port)에 넣고 Keycutter를 시작하세요. 설정에는 암호를 저장하지 않습니다.',
  ],
  'proxy-failed': (param) => [
    `프록시가 호출을 통과시키지 않았습니다: ${param('host')}.`,
    '설정의 프록시 주소를 확인하세요.',
  ],
  'tls-untrusted': (param) => [
    `인증서를 신뢰할 수 없습니다: ${param('host', '엔드포인트')}.`,
    '회사에서 트래픽을 검사한다면 설정에서 회사의 CA 번들을 지정하세요.',
  ],
  'ca-bundle-unreadable': (param) => [
    `CA 번들을 읽을 수 없습니다: ${param('path')}.`,
    '설정이나 AWS_CA_BUNDLE에서 경로를 수정하세요.',
  ],
  'endpoint-not-allowed': (param) => [
    `사용할 수 없는 엔드포인트입니다: ${param('url')}. https만 사용할 수 있으며, http는 이 컴퓨터 자체에만 허용됩니다.`,
    '설정이나 AWS_ENDPOINT_URL_STS에서 수정하세요.',
  ],
};
