import type { Row } from '../../collections';
import { failure, type Handlers } from './resources';
import type { Shop } from './shop';

/** Most customers of one request [updatecustomerstatus]. */
const MOST_CUSTOMERS = 50;

/** Registration and settings of customers by CNPJ. */
export function customerHandlers({ customers }: Shop, now: () => number): Handlers {
	const byCnpj = (CNPJ: unknown) => customers.list().find((row) => row.CNPJ === CNPJ);
	return {
		// One that is registered is linked, a conflict is refused in Portuguese [addnewcustomers]; what a conflict is no
		// page says: here it is another e-mail.
		'customer.create': ({ body }) => {
			const sent = body as Row;
			const known = byCnpj(sent.CNPJ);
			if (known && known.email !== sent.email) {
				return failure(400, `CNPJ ${String(sent.CNPJ)} já cadastrado para outro cliente`);
			}
			if (known) return { status: 200, body: { user_id: known.user_id } };
			const { user_id } = customers.create({
				...sent,
				firstname: sent.name,
				company_name: sent.company,
				user_login: sent.email,
				timestamp: Math.floor(now() / 1000),
			});
			return { status: 201, body: { user_id } };
		},
		// What a request with an unknown CNPJ does is not documented: here none of it is saved.
		'customer.updateByCnpj': ({ body }) => {
			const sent = body as Row[];
			if (sent.length > MOST_CUSTOMERS) {
				const most = `at most ${MOST_CUSTOMERS} customers, not ${sent.length}`;
				return failure(413, `Request Entity Too Large: ${most}`);
			}
			const unknown = sent.filter(({ CNPJ }) => !byCnpj(CNPJ)).map(({ CNPJ }) => String(CNPJ));
			if (unknown.length > 0) return failure(400, `CNPJ não encontrado: ${unknown.join(', ')}`);
			for (const settings of sent) {
				const known = byCnpj(settings.CNPJ);
				if (known) customers.update(customers.idOf(known), settings);
			}
			return { status: 200, body: { message: 'OK', status: 200 } };
		},
	};
}
