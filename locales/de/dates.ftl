# Tage und Uhrzeiten. Die Teile kommen fertig aus dem Kalender:
# $long 3. Dezember 2026 · $weekday Do · $weekday-long Donnerstag · $day 3 · $month 12 · $month-name Dez · $year 2026

day-today = heute
day-yesterday = gestern
day-tomorrow = morgen

date-long = { $long }
date-this-year = { $weekday }., { $day }.{ $month }.
date-short = { $day }.{ $month }.{ $year }

clock = { $time } Uhr
date-and-clock = { $date }, { $clock }

day-part-morning = am Morgen
day-part-forenoon = am Vormittag
day-part-noon = am Mittag
day-part-afternoon = am Nachmittag
day-part-evening = am Abend
day-part-night = in der Nacht
