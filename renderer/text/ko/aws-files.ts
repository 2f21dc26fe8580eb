import { formatDuration } from '../../../shared/duration-text.ts';
import { reasonText } from '../../../shared/error-text.ts';
import { ko as words } from '../../../shared/words/ko/index.ts';
import type { awsFiles as english } from '../en/aws-files.ts';
import { number } from './writing.ts';

const quoted = (value: string | undefined, otherwise: string) =>
  value === undefined || value === '' ? otherwise : `“${value}”`;

const ended = (value: string) => (/[.!?]$/.test(value) ? value : `${value}.`);

/** Seconds, as they stand in the file. */
const durationWords = (value: string | undefined) =>
  value !== undefined && /^\d{1,9}$/.test(value) ? formatDuration(Number(value), 'ko') : '더 긴 기간';

export const awsFiles: typeof english = {
  importing: {
    title: '~/.aws에서 가져오기',
    runs: '실행 명령',
    titleFrom: (tool) => `${tool}에서 가져오기`,
    where: '가져올 곳',
    tools: { files: '~/.aws', 'aws-vault': 'aws-vault', leapp: 'Leapp' },
    toolTitle: { 'aws-vault': 'aws-vault에 보관된 항목', leapp: 'Leapp에 보관된 항목' },
    toolHint: {
      'aws-vault':
        'Keycutter는 먼저 aws-vault의 목록을 읽습니다. 키는 가져올 때 aws-vault의 키체인 항목에서 읽으며, 데스크톱에서 암호를 물을 수 있습니다. 원본은 변경되지 않습니다.',
      leapp:
        'Keycutter는 Leapp의 작업 공간 파일을 읽습니다. 키는 가져올 때 Leapp의 키체인 항목에서 읽으며, 데스크톱에서 암호를 물을 수 있습니다. 원본은 변경되지 않습니다.',
    },
    toolRead: (tool) => `${tool}에서 읽기`,
    toolReading: (tool) => `${tool}에서 읽는 중`,
    toolNothing: (tool) => `이 컴퓨터에 ${tool}의 데이터가 없습니다`,
    toolNothingHint: '또는 Keycutter가 찾지 않는 곳에 있습니다.',
    toolEmpty: (tool) => `${tool}에 가져올 수 있는 항목이 없습니다`,
    toolFound: '가져올 수 있음',
    toolCannot: '사용할 수 없음',
    toolPlace: (place) => `위치: ${place}`,
    toolConsent: '원본은 변경되지 않습니다. 데스크톱에서 암호를 물을 수 있습니다.',
    menu: '~/.aws에서 가져오기…',
    reading: 'AWS 파일을 읽는 중',
    from: '원본:',
    and: '및',
    nothingChanges: '이 파일들은 변경되지 않습니다. 키는 키체인에 저장됩니다.',
    search: '섹션 검색',
    groups: {
      new: '새 항목',
      changed: '마지막으로 가져온 후 변경됨',
      same: '이미 있음',
      unusable: '사용할 수 없음',
      managed: 'Keycutter가 만든 항목',
    },
    managedHelp: 'Keycutter가 작성했으므로 소스로 사용하지 않습니다.',
    all: '모두',
    none: '해제',
    allOf: (group) => `모두 선택: ${group}`,
    noneOf: (group) => `모두 선택 해제: ${group}`,
    choose: (name) => `${name} 가져오기`,
    accessKey: (id) => `액세스 키 ${id}`,
    via: (source) => `${source}의 키`,
    through: (source) => `${source} 경유`,
    kind: {
      'assume-role': '역할',
      'session-token': '키의 세션',
      'federation-token': '페더레이션 사용자',
      'assume-role-with-saml': 'SAML을 사용한 역할',
      'assume-role-with-web-identity': '웹 ID를 사용한 역할',
      'identity-center': 'Identity Center 권한 세트',
      'assume-root': '멤버 계정의 루트',
      'credential-process': '명령에서 받은 자격 증명',
      'access-key': '액세스 키',
    },
    submit: (count) => (count === 0 ? '가져오기' : `${number(count)}개 가져오기`),
    submitting: '가져오는 중',
    outdated: '목록을 만든 후 AWS 파일이 변경되었습니다. 새 목록입니다.',
    problems: (count) => `${number(count)}줄을 건너뛰었습니다`,
    problemAt: (file, line) => `${file}, ${number(line)}번째 줄`,
    nothingFoundTitle: (query) => `“${query}” 섹션 검색 결과 없음`,
    nothingFoundHint: '이름, 역할, 계정, 키 ID에서 검색합니다.',
    emptyTitle: '가져올 항목이 없습니다',
    emptyHint: '두 파일 모두 자격 증명이나 역할을 지정하는 섹션이 없습니다.',
    again: '다시 읽기',
    done: (profiles, keys) => {
      const parts = [
        profiles > 0 ? `프로필 ${number(profiles)}개` : '',
        keys > 0 ? `액세스 키 ${number(keys)}개` : '',
      ].filter((part) => part !== '');
      return parts.length === 0 ? '가져온 항목이 없습니다' : `${parts.join(', ')}를 가져왔습니다`;
    },
    failed: (count) => `섹션 ${number(count)}개를 가져오지 못했습니다`,
    stillPlain: (count) => `장기 키 ${number(count)}개가 아직 ~/.aws/credentials에 일반 텍스트로 있습니다.`,
    review: '검토',
    toSessions: '프로필 표시',
    offer: (path) => `변경됨: ${path}`,
    offerWords: (fresh, changed) =>
      [fresh > 0 ? `새 섹션 ${number(fresh)}개` : '', changed > 0 ? `변경된 섹션 ${number(changed)}개` : '']
        .filter((part) => part !== '')
        .join(', '),
  },

  importNote: (code, params, own) => {
    const other = params.section === own ? undefined : params.section;
    const key = quoted(params.key, '설정');
    const of = other === undefined ? '' : `${quoted(other, '')}의 `;
    switch (code) {
      case 'cycle':
        return `소스가 순환합니다${params.path ? `: ${params.path}` : ''}.`;
      case 'source-missing':
        return `source_profile로 지정된 섹션이 없습니다: ${quoted(params.section, '이름 없음')}.`;
      case 'partial-keys':
        return `${of}액세스 키 ID와 비밀 액세스 키 중 하나만 있습니다.`;
      case 'source-and-credential-source':
        return 'source_profile과 credential_source를 모두 지정합니다. AWS 도구도 이를 거부합니다.';
      case 'no-credentials':
        return `${of === '' ? '이 섹션' : `${quoted(other, '')} 섹션`}에 자격 증명이 없습니다.`;
      case 'value-refused':
        return `${of}${key} 값을 사용할 수 없습니다: ${ended(reasonText(params, words) ?? '올바르지 않습니다')}`;
      case 'key-not-supported':
        return `${quoted(params.key, '이')} 설정은 아직 지원하지 않습니다. 프로필은 이 설정 없이도 작동합니다.`;
      case 'name-taken':
        return `같은 이름이 이미 있습니다. ${params.value ? `새 이름: ${quoted(params.value, '')}` : '다른 이름이 지정됩니다'}.`;
      case 'temporary-keys':
        return `${of}키는 임시이며 저절로 만료됩니다.`;
      case 'plaintext-key':
        return '장기 키가 파일에 일반 텍스트로 있습니다. 나중에 옮길 수 있습니다.';
      case 'source-unusable':
        return `소스 섹션을 사용할 수 없습니다: ${quoted(params.section, '이름 없음')}.`;
      case 'duration-capped':
        return `파일에 지정된 기간: ${durationWords(params.value)}. AWS는 여기에서 최대 1시간만 허용합니다.`;
      case 'inherited-from-default':
        return `${key} 값은 [DEFAULT]에서 왔습니다.`;
    }
  },

  fileProblem: (code, subject) => {
    const about = quoted(subject, '이 줄');
    switch (code) {
      case 'not-utf-8':
        return 'UTF-8 텍스트가 아닙니다.';
      case 'byte-order-mark':
        return '바이트 순서 표시(BOM)로 시작합니다. AWS 도구가 제대로 읽지 못합니다.';
      case 'before-first-section':
        return '첫 섹션 앞에 있어 어떤 섹션에도 속하지 않습니다.';
      case 'no-separator':
        return `${about} 뒤에 = 또는 : 기호가 없습니다.`;
      case 'section-not-closed':
        return `섹션의 닫는 괄호가 없습니다: ${about}.`;
      case 'section-twice':
        return `섹션이 두 번 나옵니다: ${about}. 나중 것이 적용됩니다.`;
      case 'key-twice':
        return `섹션에 두 번 나옵니다: ${about}. 나중 것이 적용됩니다.`;
      case 'continuation-without-key':
        return '들여쓴 줄이지만 속한 설정이 없습니다.';
      case 'empty-key':
        return '이름 없는 값입니다.';
    }
  },

  plaintext: {
    banner: (count) => `장기 키 ${number(count)}개가 일반 텍스트로 있습니다`,
    bannerMore: '~/.aws/credentials에 있어 사용자 권한으로 실행되는 모든 프로그램이 읽을 수 있습니다.',
    review: '검토',
    title: '~/.aws/credentials에 일반 텍스트로 있는 키',
    help: '사용자 권한으로 실행되는 모든 프로그램이 읽을 수 있습니다. Keycutter가 키체인에 보관하고 AWS 도구에 제공할 수 있습니다.',
    section: (name) => `[${name}]`,
    move: '옮기기…',
    moveNamed: (section) => `[${section}]의 키를 키체인으로 옮기기`,
    moveTitle: (section) => `[${section}]의 키 옮기기`,
    serve: '이후 AWS 도구가 받는 것',
    session: '키의 세션',
    sessionHelp:
      'GetSessionToken을 사용합니다. 이 프로필로는 두 가지를 더 이상 할 수 없습니다. MFA 없이 IAM을 호출하는 것과, 이 프로필을 source_profile로 지정한 역할을 1시간 넘게 사용하는 것입니다.',
    key: '키 자체',
    keyHelp: '모든 것이 이전처럼 작동하지만, 프로그램은 여전히 만료되지 않는 키를 받습니다.',
    steps: '진행 순서',
    step: {
      verify: '키가 작동하는지 AWS에 확인합니다. 작동하지 않으면 아무것도 변경하지 않습니다.',
      keep: '비밀 값을 키체인에 넣고 다시 읽어 확인합니다.',
      backup: '비밀 값을 뺀 파일의 백업을 보관합니다.',
      replace: (section) =>
        `키의 줄을 ~/.aws/credentials에서 제거합니다. 대신 ~/.aws/config의 ${section} 섹션이 Keycutter에 요청합니다.`,
    },
    submit: '키 옮기기',
    moving: '옮기는 중',
    movedTitle: '키가 키체인에 있습니다',
    movedBody:
      '지금까지 파일에 있었으므로 백업이나 다른 곳에 사본이 있을 수 있습니다. 키를 교체하면 그런 사본은 더 이상 쓸 수 없습니다.',
    later: '나중에',
    rotate: '지금 교체…',
  },

  rotation: {
    menu: '교체…',
    title: (name) => `${name} 키를 교체하겠습니까?`,
    body: '새 키가 이 키를 대신합니다. 활성 세션은 계속됩니다.',
    steps: [
      '같은 사용자의 두 번째 키를 만들고 비밀 값을 키체인에 넣습니다.',
      'AWS에서 수락할 때까지 기다립니다. 몇 초 걸릴 수 있습니다.',
      '모든 프로필에서 이전 키를 새 키로 바꿉니다.',
      '이전 키를 비활성화합니다. 더 이상 필요하지 않을 때 직접 삭제합니다.',
    ],
    elsewhere: 'Keycutter 밖에서 이 키를 사용하는 모든 것이 그때부터 작동하지 않습니다.',
    submit: '교체',
    stage: {
      creating: '새 키 만들기',
      verifying: 'AWS의 새 키 수락 대기',
      switching: '새 키로 바꾸기',
      deactivating: '이전 키 비활성화',
    },
    underWay: (stage) => `교체 중: ${stage}.`,
    stopped: (stage) => `교체가 끝나지 않았습니다. 멈춘 단계: ${stage}.`,
    goOn: '계속',
    goOnNamed: (name) => `${name} 교체 계속`,
    inactive: (id) => `교체했습니다. 이전 키(${id})는 비활성화되었습니다.`,
    inactiveUnknown: '교체했습니다. 이전 키는 비활성화되었습니다.',
    deleteOld: '이전 키 삭제…',
    deleteTitle: (id) => `${id} 키를 삭제하겠습니까?`,
    deleteBody: 'AWS에서 영구적으로 삭제됩니다. 아직 필요한 곳이 있으면 대신 IAM 콘솔에서 다시 활성화하세요.',
    deleteConfirm: '이전 키 삭제',
    old: (days) => `${number(days)}일 넘음`,
    rotate: '교체…',
    rotateNamed: (name) => `${name} 교체`,
  },
};
