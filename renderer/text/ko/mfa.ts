import type { mfa as english } from '../en/mfa.ts';
import { number } from './writing.ts';

export const mfa: typeof english = {
  mfaDevices: {
    menu: 'MFA 디바이스…',
    title: (key) => `${key}의 MFA 디바이스`,
    body: '이 키의 프로필이 요구하는 코드를 얻는 방법입니다.',
    none: '아직 알려진 디바이스가 없습니다. AWS에서 조회하거나 프로필에서 지정할 수 있습니다.',
    lookUp: 'AWS에서 조회',
    lookingUp: 'AWS에 확인 중',
    lookedUpNone: '이 사용자에게 코드를 사용하는 디바이스가 AWS에 없습니다.',
    list: 'MFA 디바이스',
    change: '변경…',
    changeNamed: (serial) => `${serial}의 코드를 얻는 방법 변경`,
    how: { typed: '매번 입력', seed: '여기에서 생성', command: '명령 사용' },
    fromCommand: (command) => `명령 사용: ${command}`,
    codes: '코드를 얻는 방법',
    ways: {
      typed: { label: '입력', help: '매번 디바이스에서 읽어 입력합니다.' },
      seed: { label: '여기에서 생성', help: '디바이스의 비밀 값을 키체인에 보관하며, 코드를 묻지 않습니다.' },
      command: {
        label: '명령 사용',
        help: '프로그램이 코드를 출력합니다. 예: YubiKey용 프로그램.',
      },
    },
    seedWarning:
      '그러면 키와 두 번째 인증 요소가 한곳에 있게 됩니다. 키체인을 열 수 있는 사람은 둘 다 갖게 되므로, 허용되는 곳에서만 선택하세요.',
    seed: '디바이스의 비밀 값',
    seedHelp: 'AWS가 QR 코드 옆에 표시하는 base32 텍스트 또는 otpauth:// 주소입니다.',
    seedProblem: 'base32 텍스트(A~Z, 2~7) 또는 otpauth:// 주소를 입력하세요.',
    seedKept: '비밀 값이 키체인에 있습니다. 바꾸려면 다른 값을 입력하세요.',
    command: '명령',
    commandHelp: '숫자 6자리를 출력해야 합니다. 저장하기 전에 데스크톱에서 확인합니다.',
    commandPlaceholder: 'ykman oath accounts code --single NAME',
    save: '저장',
    back: '뒤로',
    sessionUntil: (serial, time) => `${serial}의 코드로 ${time}까지 프로필이 열립니다.`,
    forget: '삭제',
    forgetNamed: (key) => `${key}의 MFA 세션 삭제`,
  },

  mfa: {
    title: (key) => `${key} 키의 MFA 코드`,
    from: '인증 앱에 표시된 코드를 입력하세요.',
    opens: '이 코드로 열 프로필:',
    code: 'MFA 코드',
    digit: (position) => `숫자 6자리 중 ${number(position)}번째`,
    waiting: (count) => `대기 중인 요청이 ${number(count)}개 더 있습니다.`,
    notNow: '나중에',
    continue: '계속',
    checking: '확인 중',
  },
};
