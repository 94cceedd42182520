import { OperationBench } from '../harness';
import { VenddorApi } from '../../../credentials/VenddorApi.credentials';
import { Venddor } from '../../../nodes/Venddor/Venddor.node';
import type { RequestEntry } from '../../../sandbox/requests';

export { byId as byNumber } from '../harness';

/** A Venddor store of the sandbox and one n8n with a credential for it. */
export class Shop extends OperationBench {
	constructor() {
		super({ platform: 'venddor', node: () => new Venddor(), credential: () => new VenddorApi() });
	}

	/** An order as the store has it. */
	order(number: number): Record<string, unknown> {
		return this.sandbox.order('venddor', number).raw;
	}

	/** The requests that arrived since the last look. */
	arrived(): RequestEntry[] {
		return this.requests();
	}

	/** The same in short, such as `PUT /api/orders/7`. */
	lines(): string[] {
		return this.arrived().map(({ method, path, query }) => {
			const text = new URLSearchParams(query).toString();
			return `${method} ${path}${text && `?${text}`}`;
		});
	}
}
