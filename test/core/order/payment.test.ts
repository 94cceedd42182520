import { changeDue, parsePaymentLabel, settle } from '../../../core/order/payment';
import type { PaymentMethod } from '../../../core/order/types';

describe('a payment label', () => {
	it.each<[string, PaymentMethod, string | null]>([
		['Dinheiro', 'CASH', null],
		['em espécie', 'CASH', null],
		['Pix', 'PIX', null],
		['PIX online', 'PIX', null],
		['Mercado Pago Pix', 'PIX', null],
		['Cartão de Crédito', 'CREDIT', null],
		['Crédito Visa', 'CREDIT', 'Visa'],
		['Credit card - Mastercard', 'CREDIT', 'Mastercard'],
		['CRÉDITO (ELO) na entrega', 'CREDIT', 'ELO'],
		['Crédito 3x', 'CREDIT', null],
		['Crédito x3', 'CREDIT', null],
		['Crédito Visa sem juros', 'CREDIT', null],
		['Débito', 'DEBIT', null],
		['Cartão de débito Maestro', 'DEBIT', 'Maestro'],
		['Cartão crédito/débito', 'CREDIT_DEBIT', null],
		['credito-debito', 'CREDIT_DEBIT', null],
		['CreditoDebito', 'CREDIT_DEBIT', null],
		['Cartão', 'CREDIT_DEBIT', null],
		['Cartão (levar maquininha)', 'CREDIT_DEBIT', null],
		['Vale', 'MEAL_VOUCHER', null],
		['Vale Refeição Sodexo', 'MEAL_VOUCHER', 'Sodexo'],
		['VR', 'MEAL_VOUCHER', 'VR'],
		['Ticket Restaurante', 'MEAL_VOUCHER', 'Ticket'],
		['Alelo', 'MEAL_VOUCHER', 'Alelo'],
		['Alelo Alimentação', 'FOOD_VOUCHER', 'Alelo'],
		['VA Ben', 'FOOD_VOUCHER', 'VA'],
		['Carteira digital', 'DIGITAL_WALLET', null],
		['PicPay', 'DIGITAL_WALLET', 'PicPay'],
		['Mercado Pago', 'DIGITAL_WALLET', 'Mercado Pago'],
		['Google Pay', 'DIGITAL_WALLET', 'Google Pay'],
		['Cupom', 'COUPON', null],
		['Resgate de pontos', 'REDEEM', null],
		['Fiado', 'OTHER', null],
		['Código 3', 'OTHER', null],
		['', 'OTHER', null],
	])('%p is %s, brand %p', (label, method, brand) => {
		expect(parsePaymentLabel(label)).toEqual({ method, brand });
	});

	it('that did not come is something else', () => {
		expect(parsePaymentLabel(null)).toEqual({ method: 'OTHER', brand: null });
	});
});

describe('what is paid and what is still to be collected', () => {
	it('is all to be collected, when the only payment is at the door', () => {
		expect(settle([{ type: 'PENDING', amount: null }], 3900)).toEqual({
			prepaid: 0,
			pending: 3900,
			amounts: [3900],
			mismatch: false,
		});
	});

	it('is all paid, when all payments are online, whatever each of them is', () => {
		const online = { type: 'PREPAID', amount: null } as const;
		expect(settle([online, online], 3900)).toEqual({
			prepaid: 3900,
			pending: 0,
			amounts: [null, null],
			mismatch: false,
		});
	});

	it('adds up by kind, where the payments have amounts', () => {
		const parts = [
			{ type: 'PREPAID', amount: 2000 },
			{ type: 'PENDING', amount: 1500 },
			{ type: 'PENDING', amount: 400 },
		] as const;
		expect(settle(parts, 3900)).toEqual({
			prepaid: 2000,
			pending: 1900,
			amounts: [2000, 1500, 400],
			mismatch: false,
		});
	});

	it('is marked where it is not the amount of the order', () => {
		expect(settle([{ type: 'PENDING', amount: 3000 }], 3900)).toEqual({
			prepaid: 0,
			pending: 3000,
			amounts: [3000],
			mismatch: true,
		});
	});

	it('is not guessed, where paid and unpaid payments mix without amounts', () => {
		const parts = [
			{ type: 'PREPAID', amount: null },
			{ type: 'PENDING', amount: null },
		] as const;
		expect(settle(parts, 3900)).toEqual({
			prepaid: null,
			pending: null,
			amounts: [null, null],
			mismatch: false,
		});
	});

	it('is unknown without payments, and where a payment says nothing', () => {
		expect(settle([], 3900)).toEqual({ prepaid: null, pending: null, amounts: [], mismatch: false });
		expect(settle([{ type: null, amount: 3900 }], 3900)).toEqual({
			prepaid: null,
			pending: null,
			amounts: [3900],
			mismatch: false,
		});
	});

	it('is unknown where one of several payments says nothing', () => {
		const parts = [
			{ type: 'PREPAID', amount: 2000 },
			{ type: null, amount: 1900 },
		] as const;
		expect(settle(parts, 3900)).toEqual({
			prepaid: null,
			pending: null,
			amounts: [2000, 1900],
			mismatch: false,
		});
	});

	it('is unknown where the order has no amount', () => {
		expect(settle([{ type: 'PENDING', amount: null }], null)).toEqual({
			prepaid: 0,
			pending: null,
			amounts: [null],
			mismatch: false,
		});
	});
});

describe('change', () => {
	it('is the bill less what is to be collected', () => {
		expect(changeDue(5000, 3900)).toBe(1100);
	});

	it.each([
		[3900, 3900],
		[3000, 3900],
		[null, 3900],
		[5000, null],
	])('is none for a bill of %p and %p to be collected', (bill, pending) => {
		expect(changeDue(bill, pending)).toBeNull();
	});
});
