import type { things as english } from '../en/things.ts';

export const things: typeof english = {
  // What is kept on this machine
  settings: '설정',
  profiles: '프로필',
  activity: '활동',
  'renewing-exports': '자동 갱신 내보내기',
  'part-of-settings': '설정의 일부',
  'part-of-profiles': '프로필의 일부',
  'part-of-activity': '활동의 일부',
  'part-of-renewing-exports': '자동 갱신 내보내기의 일부',
  uses: '자주 사용한 항목',
  'part-of-uses': '자주 사용한 항목의 일부',
  backup: '백업',
  'sealed-folder': '봉인된 파일의 폴더',
  'sessions-file': '저장된 세션의 파일',
  'part-of-sessions': '저장된 세션의 일부',
  'sign-ins-file': '기억된 로그인의 파일',
  'part-of-sign-ins': '기억된 로그인의 일부',
  'config-file': '구성 파일',
  'credentials-file': '자격 증명 파일',
  'keycutter-command': 'keycutter 명령',
  'helper-token': '도우미의 토큰',

  // Fields that are checked by hand
  'the-command': '명령',
  'the-duration': '기간',

  // Partitions
  'the-role': '역할',
  'the-source': (param) => `소스 ${param('source')}`,

  // Who else writes a file
  'other-keycutter': (param) => {
    const where = param('host') && `, 호스트 ${param('host')}`;
    return `다른 Keycutter(프로세스 ${param('process')}${where})`;
  },

  // Where a machine has credentials
  Environment: '환경 변수',
  Ec2InstanceMetadata: 'EC2 인스턴스 메타데이터',
  EcsContainer: '컨테이너',
};
