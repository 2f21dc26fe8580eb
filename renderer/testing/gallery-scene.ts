import type { Snapshot } from '../../shared/views.ts';
import type { App } from '../app/app-context.tsx';
import type { LivelyApi } from './lively-api.ts';

export interface Scene {
  readonly snapshot: (now: number) => Snapshot;
  /** Goes where the scene plays, once the window is drawn. */
  readonly play?: (app: App, fake: LivelyApi) => void | Promise<void>;
}
