import './ring.css';

const radius = 20;
const round = 2 * Math.PI * radius;

/** The share of a life that is left. Decoration: the countdown beside it says the same in words. */
export function Ring({ percent, label }: { readonly percent: number; readonly label: string }) {
  return (
    <span className="ring num" aria-hidden="true">
      <svg viewBox="0 0 44 44" width="44" height="44" role="presentation">
        <circle className="track" cx="22" cy="22" r={radius} />
        {percent > 0 && (
          <circle
            className="rest"
            cx="22"
            cy="22"
            r={radius}
            strokeDasharray={round}
            strokeDashoffset={round * (1 - percent / 100)}
          />
        )}
      </svg>
      <b>{label}</b>
    </span>
  );
}
