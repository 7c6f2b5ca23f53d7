import { breakEvenSpeedUp, nodeHourPrice } from '../../engine/challenge/cost.ts'
import type { Challenge, NumberField } from '../../practice/types.ts'
import prompt from './prompt.md'
import solution from './solution.md'

const NODES = 11
const HOURS = 90
const VM_PRICE = 0.8
const DBU_PER_HOUR = 2
const JOBS = 0.15
const ALL_PURPOSE = 0.55

function rateInputs(dbuPrice: number) {
  return [
    { label: 'DBUs per node-hour', value: DBU_PER_HOUR },
    { label: 'price of a DBU', value: dbuPrice },
    { label: 'price of a VM-hour', value: VM_PRICE },
  ]
}

function billField(id: string, label: string, price: number): NumberField {
  const rates = { dbuPerHour: DBU_PER_HOUR, dbuPrice: price, vmPrice: VM_PRICE }
  return {
    type: 'number',
    id,
    label,
    unit: '$ a month',
    right: NODES * HOURS * nodeHourPrice(rates),
    model: {
      inputs: [{ label: 'nodes', value: NODES }, { label: 'hours', value: HOURS }, ...rateInputs(price)],
      compute: ([nodes = 0, hours = 0, dbuPerHour = 0, dbuPrice = 0, vmPrice = 0]) =>
        nodes * hours * nodeHourPrice({ dbuPerHour, dbuPrice, vmPrice }),
    },
  }
}

function speedField(id: string, label: string, price: number): NumberField {
  return {
    type: 'number',
    id,
    label,
    unit: 'times as fast',
    right: breakEvenSpeedUp({ dbuPerHour: DBU_PER_HOUR, dbuPrice: price, vmPrice: VM_PRICE }, 2),
    tolerance: 0.01,
    model: {
      inputs: [...rateInputs(price), { label: 'DBUs with Photon against without', value: 2 }],
      compute: ([dbuPerHour = 0, dbuPrice = 0, vmPrice = 0, factor = 0]) =>
        breakEvenSpeedUp({ dbuPerHour, dbuPrice, vmPrice }, factor),
    },
  }
}

export const challenge: Challenge = {
  prompt,
  solution,
  hints: [
    'A node-hour has two prices: DBUs to Databricks, the VM to the cloud.',
    'Without Photon a node-hour costs 0.80 + 2 × 0.15 on a job cluster, and 0.80 + 2 × 0.55 on an all-purpose one.',
    'Photon is even when the speed-up equals the ratio of the node-hours: (0.80 + 4 × 0.15) / (0.80 + 2 × 0.15).',
  ],
  followUps: [
    'Which kinds of work gain nothing from Photon?',
    'An all-purpose cluster stands idle for two hours after each run. What does that do to the comparison?',
    'Where do you look up how many DBUs a job has used?',
  ],
  sources: [
    'Databricks pricing overview (DBUs times rate, and the VMs of the cloud)',
    'Databricks documentation, Photon (higher DBU rate); system.billing.usage',
  ],
  appliesTo: 'Databricks, classic compute, with the prices of the prompt',
  form: {
    fields: [
      billField('jobs', 'Job cluster, per month', JOBS),
      billField('allPurpose', 'All-purpose cluster, per month', ALL_PURPOSE),
      speedField('photonJobs', "Photon's break-even, job cluster", JOBS),
      speedField('photonAll', "Photon's break-even, all-purpose", ALL_PURPOSE),
    ],
    wrong: [
      {
        answers: { jobs: '297' },
        why: 'Those are the DBUs alone. With classic compute the VMs are paid to the cloud as well: 11 × 90 × 0.80 = $792.',
      },
      {
        answers: { allPurpose: '1089' },
        why: 'Those are the DBUs alone, 1,980 at $0.55. The VMs cost the same on both kinds of cluster and come on top: $792.',
      },
      {
        answers: { jobs: '819' },
        why: 'You took 2 DBUs an hour for the whole cluster. They are per node: 11 × 2 × 90 = 1,980 DBUs.',
      },
      {
        answers: { allPurpose: '891' },
        why: 'You took 2 DBUs an hour for the whole cluster. Each of the 11 nodes uses 2, so 1,980 DBUs at $0.55 come to the VMs.',
      },
      {
        answers: { photonJobs: '2' },
        why: 'Photon doubles the DBUs and not the VM. On the job cluster the DBUs are 0.30 of 1.10 dollars, so an hour costs 1.27 times as much, not twice.',
      },
      {
        answers: { photonAll: '2' },
        why: 'Photon doubles the DBUs and not the VM. On the all-purpose cluster that is 3.00 instead of 1.90 dollars a node-hour, 1.58 times.',
      },
      {
        answers: { photonJobs: '1.58' },
        why: 'That is the all-purpose cluster. The less of the price is DBUs, the less their doubling weighs.',
      },
      {
        answers: { photonAll: '1.27' },
        why: 'That is the job cluster. The more of the price is DBUs, the more their doubling weighs, and the faster Photon must be.',
      },
    ],
  },
}
