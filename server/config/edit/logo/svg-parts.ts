/** What a drawing is made of: nothing that runs, loads, moves or holds HTML. Names as SVG 2 writes them. */
export const drawingElements = words(`
  circle clipPath defs desc ellipse feBlend feColorMatrix feComponentTransfer feComposite feDropShadow feFlood feFuncA
  feFuncB feFuncG feFuncR feGaussianBlur feMerge feMergeNode feMorphology feOffset feTile feTurbulence filter g image
  line linearGradient marker mask path pattern polygon polyline radialGradient rect stop svg switch symbol text textPath
  title tspan use
`);

/** Of these at least one must be left, or there is nothing to be seen. */
export const shapes = words("circle ellipse image line path polygon polyline rect text use");

/** Their attributes of shape, place and paint; none that names what happens on an event. */
export const drawingAttributes = words(`
  amplitude baseFrequency clip-path clip-rule clipPathUnits color color-interpolation-filters cx cy d dominant-baseline
  dx dy edgeMode exponent fill fill-opacity fill-rule filter filterUnits flood-color flood-opacity font-family font-size
  font-style font-weight fr fx fy gradientTransform gradientUnits height href id in in2 intercept k1 k2 k3 k4
  letter-spacing marker-end marker-mid marker-start markerHeight markerUnits markerWidth mask mask-type maskContentUnits
  maskUnits mix-blend-mode mode numOctaves offset opacity operator order orient overflow paint-order pathLength
  patternContentUnits patternTransform patternUnits points preserveAspectRatio primitiveUnits r radius refX refY result
  rotate rx ry scale seed shape-rendering slope spreadMethod startOffset stdDeviation stitchTiles stop-color stop-opacity
  stroke stroke-dasharray stroke-dashoffset stroke-linecap stroke-linejoin stroke-miterlimit stroke-opacity stroke-width
  style tableValues text-anchor textLength transform transform-origin type values vector-effect version viewBox
  visibility width word-spacing x x1 x2 xlink:href xml:space xmlns xmlns:xlink y y1 y2
`);

function words(text: string): readonly string[] {
  return text.trim().split(/\s+/);
}
