import './mark.css';

/** The key of the tray icon, large. */
export function Mark() {
  return (
    <span className="mark" aria-hidden="true">
      <svg viewBox="0 0 24 24" width="38" height="38" fill="none" stroke="currentColor" role="presentation">
        <circle cx="7.5" cy="12" r="4.5" strokeWidth="2.2" />
        <path d="M12 12h9.5v4M17.5 12v3" strokeWidth="2.2" strokeLinecap="round" strokeLinejoin="round" />
      </svg>
    </span>
  );
}
