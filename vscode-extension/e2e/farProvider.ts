import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { World } from './world.js';

const run = promisify(execFile);
const SECRET = 'secret1';

/** A certificate that nobody trusts who is not told to. */
export class Certificate {
  private constructor(
    /** With its key, as a server needs it. */
    readonly file: string,
    /** What a Java is started with to trust it. */
    readonly trust: string,
  ) {}

  static async make(world: World): Promise<Certificate> {
    const java = process.env['JAVA_HOME'];
    if (java === undefined) {
      throw new Error('JAVA_HOME is not set; the tests are started by ./dev test --vscode');
    }
    const keytool = (...words: string[]) =>
      run(join(java, 'bin/keytool'), [...words, '-alias', 'far', '-storepass', SECRET], {
        cwd: world.root,
      });
    const key = ['-genkeypair', '-keyalg', 'EC', '-dname', 'CN=localhost', '-ext'];
    await keytool(...key, 'san=dns:localhost', '-validity', '30', '-keystore', 'far.p12');
    await keytool('-exportcert', '-keystore', 'far.p12', '-file', 'far.cer');
    await keytool('-importcert', '-noprompt', '-file', 'far.cer', '-keystore', 'trust.p12');
    const store = join(world.root, 'trust.p12');
    return new Certificate(
      join(world.root, 'far.p12'),
      `-Djavax.net.ssl.trustStore=${store} -Djavax.net.ssl.trustStorePassword=${SECRET}`,
    );
  }
}

/** A provider of a model behind TLS that answers everything with the same words. */
export class FarProvider {
  private constructor(private readonly server: Server) {}

  static listen(certificate: Certificate): Promise<FarProvider> {
    const pfx = readFileSync(certificate.file);
    const server = createServer({ pfx, passphrase: SECRET }, (request, response) => {
      request.resume();
      response.setHeader('content-type', 'text/event-stream');
      const part = (delta: object, finish: object) =>
        `data: ${JSON.stringify({ id: '1', choices: [{ index: 0, delta, ...finish }] })}\n\n`;
      response.end(
        `${part({ role: 'assistant', content: 'Hello from afar' }, {})}${part({}, { finish_reason: 'stop' })}data: [DONE]\n\n`,
      );
    });
    return new Promise((resolve) => {
      server.listen(0, '127.0.0.1', () => {
        resolve(new FarProvider(server));
      });
    });
  }

  get url(): string {
    return `https://localhost:${(this.server.address() as AddressInfo).port}/v1`;
  }

  close(): void {
    this.server.closeAllConnections();
    this.server.close();
  }
}
