import type { menu as english } from '../en/menu.ts';

export const menu: typeof english = {
  about: 'Keycutter에 관하여',
  services: '서비스',
  hide: 'Keycutter 가리기',
  hideOthers: '기타 가리기',
  showAll: '모두 보기',
  quit: 'Keycutter 종료',
  edit: '편집',
  undo: '실행 취소',
  redo: '실행 복귀',
  cut: '오려두기',
  copy: '복사하기',
  paste: '붙여넣기',
  delete: '삭제',
  selectAll: '전체 선택',
  window: '윈도우',
  minimize: '최소화',
  zoom: '확대/축소',
  close: '윈도우 닫기',
  front: '모두 앞으로 가져오기',
};
