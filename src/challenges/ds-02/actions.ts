import type { OrderField } from '../../practice/types.ts'

export const ACTIONS: OrderField = {
  type: 'order',
  isPartial: true,
  id: 'actions',
  label: 'Four actions in order',
  options: [
    {
      id: 'double',
      text: 'Double the nodes',
      why: 'Cores are 30 % busy; more of them wait for the same storage, and the bill doubles.',
    },
    {
      id: 'job',
      text: 'Job cluster, driver on demand',
      why: 'Jobs compute has cheaper DBUs and ends with the job, and a driver that is not taken away does not lose the night.',
    },
    {
      id: 'zorder',
      text: 'Z-order by six columns',
      why: 'Each column more makes each of them prune worse, and every run of it rewrites much of the table.',
    },
    {
      id: 'vectors',
      text: 'Deletion vectors, cluster by order date',
      why: 'A hit then marks rows instead of rewriting 256 MB, and updates of the last days fall into few files.',
    },
    {
      id: 'vacuum',
      text: 'VACUUM with 0 hours',
      why: 'It frees storage and no compute, and takes away files that readers and time travel still need.',
    },
    {
      id: 'literal',
      text: 'Order days of the batch as literals in ON, one row per id',
      why: 'Files of other days are not searched at all, and with one row for each id no row of the table can be matched twice.',
    },
    {
      id: 'customer',
      text: 'Partition by customer id',
      why: 'Far too many values: thousands of tiny files, and updates come by order date and not by customer.',
    },
    {
      id: 'peak',
      text: 'Commit to the peak of today',
      why: 'The peak is needed for a few hours only, and it is the load before anything was mended: paid for years, used by nobody.',
    },
    {
      id: 'commit',
      text: 'Commit to the baseline that is left',
      why: 'What is needed at most hours anyway is cheaper committed, once it is known how much that is.',
    },
  ],
  right: [['job', 'vectors'], ['literal'], ['commit']],
}
