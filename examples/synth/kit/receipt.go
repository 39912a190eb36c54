package kit

// receiptCharacters are those of receipt numbers: digits and capital letters without 0, O, 1, I and L.
const receiptCharacters = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"

// Receipt draws a receipt number: seven characters, and an eighth with which their values, each times its place from 1,
// add up to a multiple of 31.
func Receipt(d Dice) string {
	var number []byte
	sum := 0
	for place := 1; place <= 7; place++ {
		value := d.IntN(len(receiptCharacters))
		number = append(number, receiptCharacters[value])
		sum += place * value
	}
	for last := range len(receiptCharacters) {
		if (sum+8*last)%len(receiptCharacters) == 0 {
			number = append(number, receiptCharacters[last])
		}
	}
	return string(number)
}
