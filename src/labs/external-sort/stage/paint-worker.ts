import { drawLayers } from '../../../viz/bar-layers.ts'
import { Pen } from '../../../viz/pen.ts'
import { servePaintings } from '../../../viz/serve-paintings.ts'
import { barLayers } from './layers.ts'
import { unpackPicture, type PackedPicture } from './pack.ts'
import { paintStage } from './paint.ts'

/** The types of a page do not know that a worker has fonts of its own. */
const scope = self as typeof self & { readonly fonts?: FontFaceSet }

servePaintings<PackedPicture>(scope, (context, tokens, { ratio }, picture) => {
  const { view, texts, lit } = unpackPicture(picture)
  drawLayers(context, tokens, ratio, barLayers(view, lit))
  paintStage(new Pen(context, tokens, ratio), view, texts, lit)
})
