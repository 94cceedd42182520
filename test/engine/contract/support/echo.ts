import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { IExecuteFunctions, INodeType } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';
import { executeOperation } from '../../../../core/api/execute';
import type { PlatformNode } from '../../../../core/platform';
import type { PlatformRequest } from '../../../../sandbox/types';
import { CredentialStore } from '../../harness';

/** A server that takes everything, answers `{}` and remembers what arrived. */
export class Echo {
	private readonly arrived: PlatformRequest[] = [];

	private readonly server: Server = createServer((incoming, response) => {
		const chunks: Buffer[] = [];
		incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
		incoming.on('end', () => {
			const [path = '', query = ''] = (incoming.url ?? '').split('?');
			this.arrived.push({
				method: incoming.method ?? '',
				path,
				query,
				headers: incoming.headers,
				body: Buffer.concat(chunks),
			});
			response.setHeader('content-type', 'application/json').end('{}');
		});
	});

	async open(): Promise<void> {
		await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
	}

	async close(): Promise<void> {
		await new Promise((resolve) => this.server.close(resolve));
	}

	/** The requests since the last look. */
	requests(): PlatformRequest[] {
		return this.arrived.splice(0);
	}

	/** A credential that leads here. */
	credentials(type: string): CredentialStore {
		const { port } = this.server.address() as AddressInfo;
		const baseUrl = `http://127.0.0.1:${port}`;
		const properties = [{ displayName: 'Base URL', name: 'baseUrl', type: 'string' as const, default: '' }];
		return new CredentialStore().add({ name: type, displayName: type, properties }, { baseUrl });
	}
}

/** An action node for a platform without a folder of its own. */
export function nodeFor(platform: PlatformNode): INodeType {
	return {
		description: {
			displayName: platform.displayName,
			name: platform.displayName.toLowerCase(),
			group: ['transform'],
			version: 1,
			description: '',
			defaults: { name: platform.displayName },
			inputs: [NodeConnectionTypes.Main],
			outputs: [NodeConnectionTypes.Main],
			credentials: [{ name: platform.credential, required: true }],
			properties: platform.api.properties,
		},
		async execute(this: IExecuteFunctions) {
			return await executeOperation(this, platform);
		},
	};
}
