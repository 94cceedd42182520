import { Collection, type Id } from '../../collections';
import { handlers, knowing, matches, success } from './manners';
import { brl, stockWith, type Part } from './part';

/** What the orders of a customer come to. */
export interface CustomerFigures {
	orders: number;
	/** In cents. */
	spent: number;
	lastOrder: string | null;
}

export const MARIA = {
	id: 9001,
	firstName: 'Maria',
	lastName: 'Souza',
	email: 'maria.souza@example.com',
	telephone: '11900000000',
	document: '000.000.000-00',
	birthDate: null,
};

const ADDRESS = {
	street: 'Rua Exemplo',
	number: '100',
	complement: '',
	reference_point: null,
	neighborhood: 'Centro',
	city: 'São Paulo',
	state: 'SP',
	zipcode: '01000-000',
	lat: -23.55,
	lng: -46.63,
};

export const MARIAS_ADDRESS = { id: 555, ...ADDRESS };

/** @param figures what a customer's orders come to; the members of the answer are the sandbox's choice */
export function createCustomers(
	figures: (customer: Id) => CustomerFigures,
): Part & { customers: Collection; addresses: Collection } {
	const customers = new Collection({
		name: 'customer',
		key: 'id',
		firstNumber: 9002,
		defaults: () => ({ lastName: null, email: null, document: null, birthDate: null }),
		sample: (number) => ({
			firstName: 'Cliente',
			lastName: `Exemplo ${number}`,
			telephone: `1190000${String(number % 10_000).padStart(4, '0')}`,
		}),
	});
	const addresses = new Collection({
		name: 'customerAddress',
		key: 'id',
		inside: customers,
		firstNumber: 556,
		defaults: () => ({ reference_point: null, lat: -23.55, lng: -46.63 }),
		sample: (number) => ({ ...ADDRESS, number: String(number) }),
	});
	const { paged } = handlers();
	const filter = matches(
		{
			firstName: 'firstName',
			lastName: 'lastName',
			email: 'email',
			telephone: 'telephone',
			document: 'document',
		},
		['firstName', 'lastName'],
	);
	return {
		customers,
		addresses,
		operations: {
			'customer.getAll': paged.list(customers, { where: filter }),
			'customer.create': paged.create(customers),
			'customer.update': paged.update(customers),
			'customer.delete': paged.remove(customers),
			'customer.getStatistics': knowing({ customersId: customers }, ({ params }) => {
				const { orders, spent, lastOrder } = figures(params.customersId ?? '');
				const averageTicket = brl(orders === 0 ? 0 : Math.round(spent / orders));
				return success({ totalOrders: orders, totalSpent: brl(spent), averageTicket, lastOrder });
			}),
			'customer.getAllAddress': paged.list(addresses),
			'customer.createAddress': paged.create(addresses),
			'customer.deleteAddress': paged.remove(addresses),
		},
		lists: {
			'customer.getAll': (count) => customers.fill(count),
			'customer.getAllAddress': (count) => addresses.fill(count, 9001),
		},
		stock: () =>
			stockWith([
				[customers, MARIA],
				[addresses, MARIAS_ADDRESS, 9001],
			]),
		clear() {
			customers.clear();
			addresses.clear();
		},
	};
}
