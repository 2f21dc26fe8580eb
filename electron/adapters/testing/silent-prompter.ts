import { Message, type MessageBus, sessionBus } from '@jellybrick/dbus-next';

/** GNOME's prompter as it is while a person has not answered yet. It never asks anyone. */
export class SilentPrompter {
  /** Prompts begun, and prompts taken back. */
  asked = 0;
  stopped = 0;
  #bus: MessageBus | null = null;

  async open(busAddress: string): Promise<void> {
    this.asked = 0;
    this.stopped = 0;
    const bus = sessionBus({ busAddress });
    this.#bus = bus;
    bus.addMethodHandler((call: Message) => {
      if (call.interface !== 'org.gnome.keyring.internal.Prompter') return false;
      if (call.member === 'BeginPrompting') this.asked += 1;
      if (call.member === 'StopPrompting') this.stopped += 1;
      bus.send(Message.newMethodReturn(call, '', []));
      return true;
    });
    await bus.requestName('org.gnome.keyring.SystemPrompter');
  }

  close(): void {
    this.#bus?.disconnect();
    this.#bus = null;
  }
}
