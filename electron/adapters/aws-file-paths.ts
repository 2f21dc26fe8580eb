import { posix, win32 } from 'node:path';
import type { AwsFileName } from '../../shared/aws-files-views.ts';

type Variables = Readonly<Record<string, string | undefined>>;

/**
 * Where the two files are, absolute: AWS_CONFIG_FILE and AWS_SHARED_CREDENTIALS_FILE or else ~/.aws, with variables
 * and `~` expanded as botocore does before it opens them. An empty variable counts as none: there is no such file.
 * https://docs.aws.amazon.com/sdkref/latest/guide/file-location.html
 * https://github.com/boto/botocore/blob/develop/botocore/configloader.py (raw_config_parse)
 *
 * `home`: where HOME or USERPROFILE say nothing.
 */
export function awsFilePaths(
  variables: Variables,
  home: string,
  platform: NodeJS.Platform = process.platform,
): Readonly<Record<AwsFileName, string>> {
  const path = platform === 'win32' ? win32 : posix;
  const own = (platform === 'win32' ? variables.USERPROFILE : variables.HOME) || home;
  const place = (chosen: string | undefined, name: AwsFileName) =>
    path.resolve(
      chosen ? withHome(withVariables(chosen, variables, platform), own) : path.join(own, '.aws', name),
    );
  return {
    config: place(variables.AWS_CONFIG_FILE, 'config'),
    credentials: place(variables.AWS_SHARED_CREDENTIALS_FILE, 'credentials'),
  };
}

/** `~name`, another person's home, stays as it is: this process can't look it up. */
function withHome(path: string, home: string): string {
  return path === '~' || /^~[/\\]/.test(path) ? home + path.slice(1) : path;
}

/** An unknown variable stays as it is: https://docs.python.org/3/library/os.path.html#os.path.expandvars */
function withVariables(path: string, variables: Variables, platform: NodeJS.Platform): string {
  const expanded = path.replace(
    /\$(?:(\w+)|\{([^}]*)\})/g,
    (whole, bare?: string, braced?: string) => variables[bare ?? braced ?? ''] ?? whole,
  );
  if (platform !== 'win32') return expanded;
  return expanded.replace(/%([^%]+)%/g, (whole, name: string) => variables[name] ?? whole);
}
