import { describe, expect, it } from 'vitest';
import { awsFilePaths } from './aws-file-paths.ts';

describe('where the files of ~/.aws are', () => {
  it('is in the home folder', () => {
    expect(awsFilePaths({ HOME: '/home/a' }, '/elsewhere', 'linux')).toEqual({
      config: '/home/a/.aws/config',
      credentials: '/home/a/.aws/credentials',
    });
    expect(awsFilePaths({}, '/home/b', 'darwin').config).toBe('/home/b/.aws/config');
    expect(awsFilePaths({ USERPROFILE: 'C:\\Users\\a', HOME: 'D:\\no' }, 'E:\\', 'win32').config).toBe(
      'C:\\Users\\a\\.aws\\config',
    );
  });

  it('is where the variables say, read as botocore reads them', () => {
    const where = (chosen: string) =>
      awsFilePaths({ HOME: '/home/a', PLACE: '/p', AWS_CONFIG_FILE: chosen }, '/', 'linux').config;
    expect(where('/etc/aws config')).toBe('/etc/aws config');
    expect(where('~/x')).toBe('/home/a/x');
    expect(where('~other/x')).toMatch(/\/~other\/x$/);
    expect(where(`$PLACE/$\{PLACE}/$NONE/x`)).toBe('/p/p/$NONE/x');
    expect(where('')).toBe('/home/a/.aws/config');
    const windows = { USERPROFILE: 'C:\\U', DIR: 'D:\\d', AWS_SHARED_CREDENTIALS_FILE: '%DIR%\\~\\c' };
    expect(awsFilePaths(windows, '', 'win32').credentials).toBe('D:\\d\\~\\c');
  });
});
