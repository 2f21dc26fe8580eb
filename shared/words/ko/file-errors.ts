import type { ExportFormat } from '../../export-formats.ts';
import type { fileErrors as english } from '../en/file-errors.ts';
import { formats } from './formats.ts';

function formatName(format: string): string {
  return format === '' ? '이 형식' : (formats[format as ExportFormat] ?? format);
}

function carried(variable: string): string {
  if (variable === 'profile-name') return '프로필 이름';
  if (variable === 'command') return 'keycutter 명령의 경로';
  return variable;
}

export const fileErrors: typeof english = {
  'aws-file-unreadable': (param) => [
    `${param('path', '파일')}: 읽을 수 없습니다. ${param('reason', '시스템에서 거부했습니다')}`,
    '읽을 권한이 있는 파일인지 확인하세요.',
  ],
  'aws-file-write-failed': (param) => [
    `${param('path', '파일')}: 쓸 수 없습니다. ${param('reason', '디스크에서 거부했습니다')}`,
    '파일은 그대로입니다. 공간이나 권한을 확인한 다음 다시 시도하세요.',
  ],
  'aws-file-busy': (param) => [
    `${param('path', '파일')}: 지금 쓰는 중입니다. 쓰고 있는 프로그램: ${param('holder', '다른 Keycutter')}.`,
    '잠시 후 다시 시도하세요.',
  ],
  'aws-file-changing': (param) => [
    `${param('path', '파일')}: 다른 프로그램이 계속 변경하고 있습니다.`,
    '파일을 건드리지 않았습니다. 변경이 끝나면 다시 시도하세요.',
  ],
  'aws-section-taken': (param) => [
    `같은 이름의 섹션이 이미 있으며 Keycutter의 것이 아닙니다: ${param('name')}.`,
    '다른 이름을 선택하거나 그 섹션을 넘겨받으세요.',
  ],
  'aws-section-name-refused': (param) => [
    `${param('name', '이 이름')}: 일부 AWS 도구가 읽을 수 없는 이름입니다.`,
    '영문자, 숫자, _ @ + . % : / - 기호만 사용하세요.',
  ],
  'aws-section-not-managed': (param) => [
    `Keycutter가 관리하는 섹션이 아닙니다: ${param('name')}.`,
    '변경된 것은 없습니다.',
  ],
  'aws-section-gone': (param) => [
    `다른 프로그램이 섹션을 제거했습니다: ${param('name')}.`,
    '다시 쓰거나 여기에서도 제거하세요.',
  ],
  'aws-section-shadowed': (param) => [
    `${param('path', '자격 증명 파일')}: ${param('name')} 섹션에 자체 자격 증명이 있으며, AWS 도구는 그것을 먼저 사용합니다.`,
    '그 키를 키체인으로 옮기거나 파일에서 제거하거나, 다른 이름을 선택하세요.',
  ],
  'import-outdated': ['이 목록을 만든 후 AWS 파일이 변경되었습니다.', '새 목록을 확인한 다음 가져오세요.'],
  'key-move-mismatch': [
    '키체인에 넣은 비밀 값이 그대로 돌아오지 않았습니다.',
    '파일은 그대로입니다. 키체인을 확인한 다음 다시 시도하세요.',
  ],
  'key-move-unverified': (param) => [
    `AWS가 이 섹션의 키를 받아들이지 않았습니다: ${param('section', '이 섹션')}.`,
    '파일은 그대로입니다. 파일에서 키를 수정하거나 제거하세요.',
  ],
  'storage-write-failed': (param) => [
    `${param('what', '파일')}: 저장할 수 없습니다. ${param('reason', '디스크에서 거부했습니다')}`,
    '이전에 저장한 내용은 그대로 있습니다. 공간이나 권한을 확인한 다음 다시 시도하세요.',
  ],
  'storage-corrupt': (param) => [
    `${param('what', '파일')}: 읽을 수 없습니다.`,
    `파일을 따로 보관하고, Keycutter는 이 파일 없이 계속합니다. 보관된 위치: ${param('keptAt')}`,
  ],
  'storage-from-newer-version': (param) => [
    `${param('what', '파일')}: 더 새로운 Keycutter에서 쓴 파일입니다.`,
    `모두 사용하려면 Keycutter를 업데이트하세요. 보관된 위치: ${param('keptAt')}`,
  ],
  'export-value-unsupported': (param) => [
    `${formatName(param('format'))} 형식에 담을 수 없습니다: ${carried(param('variable', '값'))}. ${param('reason')}.`,
    '다른 형식으로 복사하세요.',
  ],
  'clipboard-failed': ['클립보드에 쓸 수 없습니다.', '다시 시도하세요.'],
  'demo-unavailable': ['데모 계정을 시작할 수 없습니다.', '다시 시도하세요. 이유는 로그에 있습니다.'],
};
