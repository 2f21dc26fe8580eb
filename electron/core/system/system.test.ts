import { beforeEach, describe, expect, it } from 'vitest';
import { settled } from '../testing/fake-clock.ts';
import { expectValue, window } from '../testing/fake-ports.ts';
import { codeOf, World } from '../testing/world.ts';

let world: World;
beforeEach(async () => {
  world = await World.begin();
});

const system = () => world.bench.system;
const command = () => ({ ...window(), client: 'command' }) as const;

async function switchTo(startAtLogin: boolean) {
  const saved = await world.handlers.settings.save({ ...world.now.settings, startAtLogin }, window());
  await settled();
  return saved;
}

describe('start at login', () => {
  it('follows the switch in Settings', async () => {
    await switchTo(true);
    expect(system().startsAtLogin).toBe(true);
    await switchTo(false);
    expect(system().startsAtLogin).toBe(false);
  });

  it('what the system’s own settings say wins, at the start and when Settings open', async () => {
    await switchTo(true);
    system().startsAtLogin = false;
    await world.handlers.system.checkStartAtLogin({}, window());
    await settled();
    expect(world.now.settings.startAtLogin).toBe(false);
    system().startsAtLogin = true;
    await world.restart();
    expect(world.now.settings.startAtLogin).toBe(true);
    expect(world.bench.settingsStore.saved.startAtLogin).toBe(true);
  });

  it('a refusal of the system is told, and the switch goes back', async () => {
    system().refusesLoginItem = true;
    await switchTo(true);
    expect(world.now.settings.startAtLogin).toBe(false);
    expect(world.now.status.desktop.startAtLoginProblem?.code).toBe('login-item-failed');
    system().refusesLoginItem = false;
    await switchTo(true);
    expect(world.now.settings.startAtLogin).toBe(true);
    expect(world.now.status.desktop.startAtLoginProblem).toBeNull();
  });

  it('a switch while the system is being asked is not undone by its answer', async () => {
    const look = world.handlers.system.checkStartAtLogin({}, window());
    await switchTo(true);
    await look;
    expect(world.now.settings.startAtLogin).toBe(true);
    expect(system().startsAtLogin).toBe(true);
  });

  it('of quick changes the last one counts', async () => {
    await Promise.all([switchTo(true), switchTo(false), switchTo(true)]);
    expect(system().startsAtLogin).toBe(true);
    expect(world.now.settings.startAtLogin).toBe(true);
  });
});

describe('quitting', () => {
  const question = () => world.keycutter.quitQuestion;

  it('asks nobody while nothing is served', async () => {
    await world.role('reader');
    expect(question().isNeeded()).toBe(false);
    expect(await question().ask()).toBe(true);
    expect(system().quitQuestions).toEqual([]);
  });

  it('asks once, however often Quit is pressed, and names who is served', async () => {
    const id = await world.role('reader');
    expectValue(await world.serve(id));
    let answer: (yes: boolean) => void = () => {};
    system().answerToQuit = () =>
      new Promise((resolve) => {
        answer = resolve;
      });
    expect(question().isNeeded()).toBe(true);
    const answers = Promise.all([question().ask(), question().ask()]);
    await settled();
    expect(system().quitQuestions).toEqual([[{ profileName: 'reader', way: 'process' }]]);
    answer(false);
    expect(await answers).toEqual([false, false]);
    // The next Quit is another one.
    const again = question().ask();
    await settled();
    answer(true);
    expect(await again).toBe(true);
    expect(system().quitQuestions).toHaveLength(2);
  });
});

describe('removing everything', () => {
  it('is asked in the desktop’s own dialog, with all that will go', async () => {
    await world.role('reader');
    const asked = await world.handlers.system.resetEverything({}, window());
    expect(codeOf(asked)).toBe('cancelled');
    expect(system().resetQuestions).toMatchObject([{ accessKeys: 1, profiles: 1, sections: [] }]);
    expect(system().begun).toEqual([]);
  });

  it('takes every managed section out, also one that our own list has lost, and leaves other bytes', async () => {
    const id = await world.role('reader');
    const own = '# mine\n[profile own]\nregion = eu-west-1\n';
    world.bench.awsFiles.texts.config = own;
    const request = { profileId: id, name: 'reader', kind: 'process', takeOver: false } as const;
    expectValue(await world.handlers.awsFiles.writeSection(request, window()));
    const written = world.bench.awsFiles.texts.config ?? '';
    expectValue(await world.handlers.awsFiles.removeSection({ name: 'reader', kind: 'process' }, window()));
    world.bench.awsFiles.texts.config = written;
    system().answerToReset = 'start-anew';
    expectValue(await world.handlers.system.resetEverything({}, window()));
    expect(world.bench.awsFiles.texts.config?.trimEnd()).toBe(own.trimEnd());
    expect(system().begun).toEqual([{ after: 'start-anew', left: [] }]);
  });

  it('is refused to a program, as are files and the clipboard', async () => {
    const { handlers } = world;
    const refused = [
      await handlers.system.resetEverything({}, command()),
      await handlers.settings.exportToFile({}, command()),
      await handlers.settings.previewImport({}, command()),
      await handlers.settings.applyImport({ digest: 'd' }, command()),
      await handlers.system.saveDiagnostics({ withAccounts: true }, command()),
      await handlers.system.copyDiagnostics({ withAccounts: true }, command()),
      await handlers.system.showLog({}, command()),
    ];
    expect(refused.map(codeOf)).toEqual(refused.map(() => 'client-not-allowed'));
    expect(system().resetQuestions).toEqual([]);
    expect(system().saved).toEqual([]);
  });
});

describe('diagnostics', () => {
  it('what is copied and saved is what was shown', async () => {
    const shown = expectValue(await world.handlers.system.diagnostics({ withAccounts: false }, window()));
    await world.bench.clock.pass(60_000);
    expectValue(await world.handlers.system.copyDiagnostics({ withAccounts: false }, window()));
    expect(world.bench.clipboard.text).toBe(shown);
    expectValue(await world.handlers.system.saveDiagnostics({ withAccounts: false }, window()));
    expect(system().saved).toEqual([{ name: 'keycutter-diagnostics.txt', text: shown }]);
  });

  it('the log is shown in its folder', async () => {
    expectValue(await world.handlers.system.showLog({}, window()));
    expect(system().revealed).toEqual(['/home/mina/.config/Keycutter/logs/keycutter.log']);
  });
});
