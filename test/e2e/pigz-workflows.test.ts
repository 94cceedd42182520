import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureN8nInstalled } from '../../sandbox/n8n/install';
import type { Row } from '../../sandbox/n8n/client';
import { setStage, type Stage } from '../../sandbox/start/stage';
import { describeWithTables } from './line';
import { eventually } from './support';

/** An order whose every value is known, so that the row and the e-mail are too. */
const knownOrder = {
	kind: 'change',
	with: {
		dataHora: '2026-11-21T22:05:12Z',
		cliente: {
			nome: 'Célia Amostra',
			telefone: '11900001234',
			endereco: {
				logradouro: 'Rua das Amostras',
				numero: '123',
				complemento: 'Casa 2',
				bairro: 'Jardim Exemplo',
				cidade: 'São Paulo',
				uf: 'SP',
				cep: '01234567',
			},
		},
		itens: [
			{
				tipo: 'FIXO',
				nome: 'X-Burger',
				codigoPdv: 101,
				observacao: 'Sem cebola, por favor',
				quantidade: 2,
				preco: 21.5,
				descricao: '',
				opcionais: [],
			},
		],
		pagamentos: [{ codigo: 1, status: 'NO_PAID', troco: 50 }],
		tipoEntrega: 'DELIVERY',
		desconto: 10,
		subTotal: 43,
		taxaEntrega: 6,
		total: 39,
	},
};

describeWithTables('the two workflows of workflows/, as npm start publishes them', () => {
	let stage: Stage;
	let userFolder: string;
	let known: number;

	beforeAll(async () => {
		userFolder = mkdtempSync(join(tmpdir(), 'pedidos-e2e-'));
		stage = await setStage({
			engine: await ensureN8nInstalled(),
			userFolder,
			ports: { n8n: 0, sandbox: 0, smtp: 0 },
		});
	});

	afterAll(async () => {
		await stage?.close();
		rmSync(userFolder, { recursive: true, force: true, maxRetries: 5 });
	});

	const place = (wish?: Parameters<ReturnType<Stage['sandbox']['platform']>['placeOrder']>[0]) =>
		Number(stage.sandbox.platform('pigz').placeOrder(wish));

	/** n8n asks once a minute, and at once when a workflow is published. */
	const pollNow = async () => {
		await stage.n8n.unpublish(stage.demo.newOrderId);
		await stage.n8n.publish(stage.demo.newOrderId);
	};

	/**
	 * What Pigz was asked while `act` let n8n poll so many times. The poll of the full minute may fall in between: then
	 * `act` is counted once more.
	 */
	const countersOf = async (polls: number, act: () => Promise<void>) => {
		const counted = async () => {
			stage.sandbox.clearRequests();
			await act();
			return stage.sandbox.counters();
		};
		const counters = await counted();
		return counters['order.getQueue'] === polls + 1 ? await counted() : counters;
	};

	const rowsOf = async (order: number): Promise<Row[]> =>
		(await stage.n8n.rows(stage.demo.tableId)).filter(({ displayId }) => displayId === String(order));

	const confirmedRow = async (order: number) =>
		await eventually(`order ${order} is noted as confirmed`, async () => {
			const [row] = await rowsOf(order);
			return row?.confirmedAt ? row : undefined;
		});

	const mailsOf = (order: number) =>
		stage.inbox.messages.filter(({ subject }) => subject.includes(String(order)));

	it('carries an order from the sandbox into the table, by e-mail to the kitchen, and confirms it', async () => {
		known = place(knownOrder);
		await pollNow();
		const row = await confirmedRow(known);
		const { id, createdAt, updatedAt, confirmedAt, ...values } = row;
		expect(id).toEqual(expect.any(Number));
		expect(Date.parse(String(confirmedAt))).toBeGreaterThan(Date.now() - 60_000);
		expect([createdAt, updatedAt]).toEqual([expect.any(String), expect.any(String)]);
		expect(values).toEqual({
			orderId: expect.stringMatching(new RegExp(`^pigz:[0-9a-f]{8}:${known}$`)),
			displayId: String(known),
			platform: 'pigz',
			status: 'CONFIRMED',
			placedAt: '2026-11-21T22:05:12.000Z',
			customerName: 'Célia Amostra',
			customerPhone: '+5511900001234',
			orderType: 'DELIVERY',
			items: '2x X-Burger - Obs.: Sem cebola, por favor',
			total: 39,
			payment: 'Código 1, troco para R$ 50,00',
			eventType: 'orderCreated',
			redelivered: false,
		});

		const [mail, ...more] = mailsOf(known);
		expect(more).toEqual([]);
		expect(mail).toMatchObject({ from: 'pedidos@example.com', to: ['cozinha@example.com'] });
		expect(mail?.subject).toBe(`Pedido ${known}: Célia Amostra`);
		expect(mail?.text).toBe(
			`Pedido ${known} - Entrega
21/11/2026 19:05

2x X-Burger: R$ 43,00
  Obs.: Sem cebola, por favor

Itens: R$ 43,00
Taxa de entrega: R$ 6,00
Desconto: -R$ 10,00
Total: R$ 39,00
Pagamento: Código 1, troco para R$ 50,00
Levar de troco: R$ 11,00

Cliente: Célia Amostra
Telefone: (11) 90000-1234
Endereço: Rua das Amostras, 123, Casa 2 - Jardim Exemplo, São Paulo - SP, 01234-567`,
		);

		const { status, history } = stage.sandbox.order('pigz', known);
		expect(status).toBe('CONFIRMADO');
		// The next poll acknowledges the order, and may come before it is confirmed or after
		const steps = history.filter(({ step }) => step !== 'acknowledged');
		expect(steps.map(({ step, by }) => [step, by])).toEqual([
			['placed', 'customer'],
			['handedOut', 'platform'],
			['confirmed', 'store'],
		]);
		// n8n notes the end of an execution a moment after its last node
		const outcomes = async () => (await stage.n8n.executions()).map(({ status: outcome }) => outcome);
		await eventually('no execution runs any more', async () => !(await outcomes()).includes('running'));
		expect(await outcomes()).toEqual(['success', 'success']);
	});

	it('asks Pigz once, and nothing else, when nothing is new', async () => {
		expect(await countersOf(1, pollNow)).toEqual({ 'order.getQueue': 1 });
	});

	it('updates the row, and adds none, when the same order runs through a second time', async () => {
		const [before] = await rowsOf(known);
		const execution = await stage.n8n.run(stage.demo.newOrderId, 'New order');
		expect(execution.status).toBe('success');
		const [after, ...more] = await rowsOf(known);
		expect(more).toEqual([]);
		expect(after?.id).toBe(before?.id);
		expect(Date.parse(String(after?.updatedAt))).toBeGreaterThan(Date.parse(String(before?.updatedAt)));
		expect(after).toMatchObject({ orderId: before?.orderId, status: 'CONFIRMED' });
		expect(mailsOf(known)).toHaveLength(2);
		const confirmed = stage.sandbox.order('pigz', known).history.filter(({ step }) => step === 'confirmed');
		expect(confirmed).toHaveLength(1);
	});

	it('takes three orders of one minute together, and looks their state up only once', async () => {
		const takeThree = async () => {
			const orders = [place(), place(), place()];
			await pollNow();
			for (const order of orders) await confirmedRow(order);
			for (const order of orders) {
				expect(await rowsOf(order)).toHaveLength(1);
				expect(mailsOf(order)).toHaveLength(1);
				expect(stage.sandbox.order('pigz', order).status).toBe('CONFIRMADO');
			}
			await pollNow();
		};
		expect(await countersOf(2, takeThree)).toEqual({
			'order.getQueue': 2,
			'order.getAll': 1,
			'order.changeStage': 3,
		});
	});

	it('tells somebody, with the reason, when Pigz refuses the confirmation of one order, and confirms the others', async () => {
		const spoilOne = async () => {
			stage.sandbox.clearRequests();
			const { id: fault } = stage.sandbox.addFault({
				platform: 'pigz',
				operation: 'order.changeStage',
				fault: 'status',
				status: 400,
				message: 'Pedido bloqueado',
				times: 1,
			});
			const refused = place({ with: { dataHora: '2026-11-21T22:00:00Z' } });
			const accepted = place({ with: { dataHora: '2026-11-21T22:10:00Z' } });
			await pollNow();
			await confirmedRow(accepted);
			expect(stage.sandbox.faults().map(({ id }) => id)).not.toContain(fault);
			const spoilt = stage.sandbox.requests('pigz').filter(({ status }) => status === 400);
			expect(spoilt).toHaveLength(1);
			return { refused, wasConfirmation: spoilt[0]?.path.endsWith('/confirmado') };
		};
		const first = await spoilOne();
		// the poll of the full minute may acknowledge the order before it is confirmed, and be refused instead
		const { refused, wasConfirmation } = first.wasConfirmation ? first : await spoilOne();
		expect(wasConfirmation).toBe(true);
		const mail = await stage.inbox.waitFor(
			({ subject }) => subject === `Pedido ${refused} não foi confirmado`,
			30_000,
		);
		expect(mail.text).toContain(
			`O Pigz não aceitou a confirmação do pedido ${refused}. Confirme no painel do Pigz.`,
		);
		expect(mail.text).toContain('Pigz refused to');
		const [row] = await rowsOf(refused);
		expect(row).toMatchObject({ status: 'CREATED', confirmedAt: null });
	});
});
