/** A tick or a cross, with the word for those who hear it. */
export function TestMark({ isRight }: { readonly isRight: boolean }) {
  return (
    <svg className="test-mark" width="10" height="10" role="img" aria-label={isRight ? 'right' : 'wrong'}>
      <path
        d={isRight ? 'M1 5.5L4 8.5L9 1.5' : 'M1.5 1.5L8.5 8.5M8.5 1.5L1.5 8.5'}
        fill="none"
        stroke={isRight ? 'var(--good)' : 'var(--bad)'}
        strokeWidth="1.8"
      />
    </svg>
  )
}
