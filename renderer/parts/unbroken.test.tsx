// @vitest-environment happy-dom
import { cleanup, render } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { Unbroken } from './unbroken.tsx';

afterEach(cleanup);

describe('a sentence with Regions in it', () => {
  it.each([
    ['A Region code such as eu-central-1.', ['eu-central-1']],
    ['us-gov-west-1 is not of the partition of ap-northeast-2', ['us-gov-west-1', 'ap-northeast-2']],
    ['리전(us-iso-east-1)의 파티션', ['us-iso-east-1']],
    ['no secret for a-very-long-name-made-from-customer-and-role-eu-central-1-prod.', []],
    ['a long-term key, credential_process, arn:aws:iam::1:role/x', []],
  ])('%s', (text, together) => {
    const { container } = render(<Unbroken text={text} />);
    expect(container.textContent).toBe(text);
    expect([...container.querySelectorAll('.unbroken')].map((part) => part.textContent)).toEqual(together);
  });
});
