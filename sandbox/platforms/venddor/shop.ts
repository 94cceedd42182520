import { Collection } from '../../collections';
import * as samples from './samples';

export type Shop = ReturnType<typeof createShop>;

/** Everything that a store has besides orders. Numbers of new things begin far from those of the samples. */
export function createShop() {
	const warehouses = new Collection({
		name: 'Warehouse',
		key: 'warehouse_id',
		firstNumber: 10,
		defaults: (number) => samples.warehouse(number, '', ''),
		sample: (number) => ({ name: `Depósito ${number}`, code: `DC-${number}` }),
	});
	return {
		warehouses,
		vendors: new Collection({
			name: 'Vendor',
			key: 'company_id',
			firstNumber: 100,
			defaults: (number) => samples.vendor(number, `Fornecedor ${number}`, `f${number}@example.com`, 'A'),
		}),
		categories: new Collection({
			name: 'Category',
			key: 'category_id',
			firstNumber: 300,
			defaults: (number) => samples.category(number, '', 0),
			sample: (number) => ({ category: `Categoria ${number}` }),
		}),
		products: new Collection({
			name: 'Product',
			key: 'product_id',
			firstNumber: 500,
			defaults: (number) => ({ ...samples.product(number, '', '', 0, 0, 0), category_ids: [] }),
			sample: (number) => ({
				product: `Produto ${number}`,
				product_code: `789${String(number).padStart(10, '0')}`,
				price: 9.9,
				amount: 50,
				category_ids: [166],
			}),
		}),
		customers: new Collection({
			name: 'User',
			key: 'user_id',
			firstNumber: 5000,
			defaults: (number) => samples.customer(number, '', '', undefined),
			sample: (number) => ({
				firstname: `Mercado ${number}`,
				company: `Mercado ${number}`,
				email: `mercado${number}@example.com`,
			}),
		}),
		userGroups: new Collection({
			name: 'User group',
			key: 'usergroup_id',
			firstNumber: 20,
			defaults: () => ({ usergroup: '', privileges: [] }),
			sample: (number) => ({ usergroup: `Grupo ${number}`, type: 'C', status: 'A' }),
		}),
		payments: new Collection({
			name: 'Payment method',
			key: 'payment_id',
			firstNumber: 20,
			defaults: (number) => samples.paymentMethod(number, '', ''),
			sample: (number) => ({ payment_name: `Forma ${number}` }),
		}),
		shippings: new Collection({
			name: 'Shipping method',
			key: 'shipping_id',
			firstNumber: 20,
			defaults: (number) => samples.shippingMethod(number, '', ''),
			sample: (number) => ({ shipping: `Entrega ${number}` }),
		}),
		statuses: new Collection({
			name: 'Status',
			key: 'status_id',
			firstNumber: 40,
			defaults: (number) => ({ ...samples.status(number, '', ''), is_default: 'N' }),
			sample: (number) => ({ description: `Situação ${number}` }),
		}),
		stocks: new Collection({
			name: 'Stock',
			key: 'stock_id',
			inside: warehouses,
			firstNumber: 10_000,
			idOf: (number) => samples.stockId(samples.STOCKED_WAREHOUSE, number),
			defaults: (number) => samples.stock(samples.STOCKED_WAREHOUSE, number, 10),
		}),
		shipments: new Collection({
			name: 'Shipment',
			key: 'shipment_id',
			firstNumber: 1000,
			defaults: () => ({
				tracking_number: '',
				estimated_delivery_date: null,
				shipping_cost: 0,
				status: 'shipped',
			}),
			sample: (number) => ({
				order_id: 5136,
				tracking_number: `TM${number}`,
				carrier: 'Transportadora Modelo',
				products: {},
			}),
		}),
		carts: new Collection({
			name: 'Cart',
			key: 'cart_id',
			firstNumber: 100,
			defaults: (number) => samples.cart(number, 0, 'A'),
		}),
	};
}
