import type { updates as english } from '../en/updates.ts';

export const updates: typeof english = {
  updates: {
    title: '업데이트',
    look: '하루에 한 번 업데이트 확인',
    lookHelp: '업데이트 피드에서 최신 버전을 확인합니다. 자동으로 다운로드하거나 설치하지 않습니다.',
    channel: '채널',
    channels: { latest: '안정 버전', beta: '베타' },
    unknown: '아직 확인하지 않았습니다.',
    checking: '확인 중…',
    current: '최신 버전입니다.',
    found: (version) => `${version} 버전이 나왔습니다.`,
    told: (version) => `${version} 버전이 나왔습니다. 이 버전을 설치한 방법으로 받으세요.`,
    downloading: (version, percent) => `${version} 다운로드 중: ${percent}%`,
    ready: (version) =>
      `${version} 버전을 설치할 준비가 되었습니다. 다시 시작하면 설치되며 세션은 유지됩니다.`,
    failed: '완료하지 못했습니다.',
    releaseNotes: '변경 사항',
    download: '다운로드',
    restart: '다시 시작하고 설치',
    checkNow: '지금 확인',
    banner: (version) => `Keycutter ${version} 출시`,
    bannerMore: '변경 사항과 설치 방법은 설정에 있습니다.',
    bannerOpen: '설정 열기',
  },
};
