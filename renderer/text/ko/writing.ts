import { writingOf } from '../../../shared/words/intl.ts';

/** Made once for all rooms of the catalogue. */
export const { list, number } = writingOf('ko');
