import { formats as english } from '../en/formats.ts';

/** Shells keep their own names. */
export const formats: typeof english = {
  ...english,
  dotenv: '.env 파일',
  'credentials-file': '자격 증명 파일',
};
