import type { prompts as english } from '../en/prompts.ts';

export const prompts: typeof english = {
  code: (name) => ({
    title: `${name}: MFA 코드 필요`,
    body: '프로그램에 다음 세션이 필요합니다. Keycutter를 열어 코드를 입력하세요.',
  }),
  approval: (name) => ({
    title: `${name}: 사용 요청`,
    body: '프로그램이 자격 증명을 요청합니다. Keycutter를 열어 허용하세요.',
  }),
  signIn: (name, profiles) => ({
    title: `로그인 필요: ${name}`,
    body: `프로그램이 다음 프로필을 요청합니다: ${profiles.join(', ')}. Keycutter를 열어 로그인하세요.`,
  }),
};
