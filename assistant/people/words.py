"""The words of refusals and of the sign-in page, in one place."""

from __future__ import annotations

NOT_OUR_HOST = (
    "This page does not answer to the name {host}. Open it at the address that `briefing serve` printed. "
    "If {host} is a reverse proxy's name for it, set BRIEFING_HOSTS."
)
NOT_OUR_ORIGIN = "Refused: the request comes from another site ({origin}), and only this page itself may send it."
CROSS_SITE = "Refused: another site asked for this. Open the page itself instead."
THROUGH_A_PROXY = (
    "Refused: this request came through a proxy, and without sign-in the page serves this machine only. "
    "Set BRIEFING_HOSTS to the proxy's name for it, and let people sign in."
)
NOT_SERVED = "There is nothing here."
ELSEWHERE = "Refused: files from other addresses are not fetched."
NOT_YOURS = "Refused: this file was not given to you."
NOT_JSON = "The body of this request is not what was expected."
BODY_TOO_LARGE = "The request is too large: at most {limit} are taken."
UPLOAD_TOO_LARGE = "The upload exceeds the maximum allowed size of {limit} MB altogether: send fewer files at once."
UPLOAD_TOO_MANY = "The upload exceeds the maximum allowed size of {limit} files: send fewer at once."
UPLOAD_BROKEN_OFF = "The upload was broken off."
MAY_NOT_ADD = "You may read and ask here, but not add or remove documents."

TITLE = "Briefing Assistant"
SIGN_IN = "Sign in"
SIGN_OUT = "Sign out"
SIGNED_IN_AS = "Signed in as"
NAME = "Name"
PASSWORD = "Password"
SIGN_IN_NOTE = "Your documents are shared with the others who sign in here; your conversations are yours alone."
NEEDS_SIGN_IN = "Please sign in first."
ENDED = "Your sign-in has ended."
SIGN_IN_AGAIN = "Sign in again"
ENDED_NOTE = "(in a new window: what you typed here stays)."
WRONG = "Name and password do not match."
WAIT = "Too many attempts. Please wait {time} and try again."
BUSY = "Many people are signing in at this moment. Please try again."
UNUSABLE = "Nobody can sign in at the moment: whoever runs this page finds the reason in its output."
