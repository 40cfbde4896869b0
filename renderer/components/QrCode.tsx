import { useQuery } from '@tanstack/react-query'
import styles from './QrCode.module.css'

interface Drawing {
  readonly size: number
  readonly path: string
}

async function draw(text: string): Promise<Drawing> {
  const { create } = await import('qrcode')
  const { size, data } = create(text, { errorCorrectionLevel: 'M' }).modules
  let path = ''
  for (let index = 0; index < data.length; index += 1) {
    if (data[index]) path += `M${index % size} ${Math.floor(index / size)}h1v1h-1z`
  }
  return { size, path }
}

/** The code as one path, with the four light modules around it that readers need. */
export function QrCode({ text, label }: { readonly text: string; readonly label: string }) {
  const drawing = useQuery({ queryKey: ['qr', text], queryFn: () => draw(text), gcTime: 0 }).data
  const side = (drawing?.size ?? 25) + 8
  return (
    <svg className={styles.code} viewBox={`-4 -4 ${side} ${side}`} role="img" aria-label={label}>
      <rect x="-4" y="-4" width={side} height={side} fill="#fff" />
      {drawing ? <path d={drawing.path} fill="#111" /> : null}
    </svg>
  )
}
