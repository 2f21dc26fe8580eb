import type { FullResult, Reporter, TestCase, TestResult, TestStep } from '@playwright/test/reporter';

/** Prints what a tour does as it does it, and nothing of the runner that plays it. */
export default class StoryReporter implements Reporter {
  #steps = 0;

  printsToStdio(): boolean {
    return true;
  }

  onTestBegin(test: TestCase): void {
    console.log(`\n${test.title}\n`);
  }

  onStepBegin(_test: TestCase, _result: TestResult, step: TestStep): void {
    if (step.category !== 'test.step') return;
    this.#steps += 1;
    console.log(`${String(this.#steps).padStart(3)}. ${step.title}`);
  }

  onStdOut(chunk: string | Buffer): void {
    process.stdout.write(String(chunk).replace(/^(?=.)/gm, '     '));
  }

  onStdErr(chunk: string | Buffer): void {
    process.stderr.write(chunk);
  }

  onTestEnd(_test: TestCase, result: TestResult): void {
    for (const { message, location } of result.errors) {
      console.error(`\nIt stopped here: ${message ?? ''}`);
      if (location) console.error(`  ${location.file}:${location.line}`);
    }
  }

  onError({ message }: { readonly message?: string }): void {
    console.error(message);
  }

  onEnd({ status }: FullResult): void {
    console.log(status === 'passed' ? '\nThat was it.\n' : '\nThe tour did not come to its end.\n');
  }
}
