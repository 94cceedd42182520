import { OperationBench } from '../harness';
import type * as n8nWorkflow from 'n8n-workflow';
import type { INodeListSearchResult, INodeParameters } from 'n8n-workflow';
import { DigipixApi } from '../../../credentials/DigipixApi.credentials';
import { Digipix } from '../../../nodes/Digipix/Digipix.node';
import type { DigipixPlatform } from '../../../sandbox/platforms/digipix';
import type { RequestEntry } from '../../../sandbox/requests';

export { byId } from '../harness';

/** What the node wanted to wait between tries, in milliseconds. Nobody really waits in these tests. */
export const pauses: number[] = [];

jest.mock('n8n-workflow', () => ({
	...jest.requireActual<typeof n8nWorkflow>('n8n-workflow'),
	sleep: async (milliseconds: number) => {
		if (milliseconds === 0) return await new Promise<void>((resolve) => setImmediate(resolve));
		pauses.push(milliseconds);
		return await Promise.resolve();
	},
}));

/** A partner of the sandbox's Digipix with one n8n. */
export class Partner extends OperationBench<string> {
	constructor() {
		super({ platform: 'digipix', node: () => new Digipix(), credential: () => new DigipixApi(), pauses });
	}

	override get platform(): DigipixPlatform {
		return super.platform as DigipixPlatform;
	}

	get host(): string {
		return new URL(this.baseUrl).host;
	}

	pass({ minutes }: { minutes: number }): void {
		this.clock.pass({ minutes });
	}

	/** The requests, logins left aside. */
	arrived(): RequestEntry[] {
		return this.calls();
	}

	async searchProducts(filter?: string): Promise<INodeListSearchResult> {
		return await this.look('searchProduct', filter);
	}
}

/** A recipient as a person fills it in. */
export const recipient: INodeParameters = {
	values: {
		address: {
			values: {
				street: 'Rua das Amostras',
				number: '32',
				neighborhood: 'Jardim Exemplo',
				city: 'São Paulo',
				stateCode: 'SP',
				zipCode: '09876543',
				additionalFields: { complement: 'Apto 12' },
			},
		},
		contact: {
			values: {
				firstName: 'Ana',
				lastName: 'Amostra',
				additionalFields: {
					document: { values: { type: 'cpf', value: '11144477735' } },
					phone: {
						values: { areaCode: '11', number: '900000001', additionalFields: { type: 'cel' } },
					},
				},
			},
		},
	},
};

export const items = '[{ "sku": "photobook", "quantity": 3 }]';
