import { createServer, type Server } from 'node:http';
import { OUTSIDE } from './machine';

/** A server outside of the cluster that Alertmanager notifies. */
export class AlertReceiver {
  static readonly URL = `http://${OUTSIDE}:443/`;

  /** Names of the alerts that it was notified of. */
  readonly alerts = new Set<string>();
  private readonly server: Server;

  constructor() {
    this.server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const { alerts } = JSON.parse(Buffer.concat(chunks).toString()) as {
          alerts: { labels: { alertname: string }; status: string }[];
        };
        for (const { labels, status } of alerts) if (status === 'firing') this.alerts.add(labels.alertname);
        response.end();
      });
    });
  }

  async start(): Promise<void> {
    await new Promise<void>((done, failed) => {
      this.server.once('error', failed).listen(443, OUTSIDE, done);
    });
  }

  stop(): void {
    this.server.close();
    this.server.closeAllConnections();
  }
}
